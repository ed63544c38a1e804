# goal: written
# fr: `Dockerfile`, ligne 2 : Docker ne comprendra pas cette instruction.
# en: `Dockerfile`, line 2: Docker will not understand this instruction.
printf 'FROM python\nRUNS true\n' > Dockerfile
