# goal: works
# fr: `table` n’a pas trouvé ce qu’il devait afficher : dans la dernière étape, il n’y a que ce que vous y avez copié.
# en: `table` did not find what it should show: in the last stage, there is nothing but what you have copied there.
cd table
printf 'FROM python AS build\nCOPY table.py .\nRUN python table.py > /table.txt\n\nFROM busybox\nCMD ["cat", "/table.txt"]\n' > Dockerfile
docker build -q -t table:small .
docker run --name table table:small
