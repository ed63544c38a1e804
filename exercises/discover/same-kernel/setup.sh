docker run -d --name box --hostname {{host}} debian sh -c 'cp /usr/bin/tail /usr/local/bin/{{guard}} && exec {{guard}} -f /dev/null'
