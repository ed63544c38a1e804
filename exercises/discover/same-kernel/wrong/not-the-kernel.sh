# goal: kernel
# fr: `kernel.txt` existe, mais aucune de ses lignes n’est la version du noyau. Attention, ce n’est pas celle de Debian.
# en: `kernel.txt` exists, but none of its lines is the version of the kernel. Mind that it is not Debian’s.
docker exec box cat /etc/os-release > kernel.txt
