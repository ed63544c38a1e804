# goal: code
# fr: 0 est le code d’un programme qui a réussi.
# en: 0 is the code of a program that succeeded.
docker ps -a
#? failed: {{failed}}
#? code: 0
