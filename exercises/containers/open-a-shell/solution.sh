docker run -it debian /bin/bash
cat /etc/os-release
exit
