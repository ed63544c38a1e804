# goal: code
# fr: 1 est le code de sortie du programme, celui de `docker ps -a`. Le four en a écrit un autre, plus précis, dans ses journaux.
# en: 1 is the exit code of the program, the one in `docker ps -a`. The oven wrote another one to its logs, which says more.
docker ps -a
#? code: 1
