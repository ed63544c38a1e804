# goal: works
# fr: `9 x 9 = 81` ne figure pas dans ce que `table` a écrit : regardez `docker logs table`.
# en: `9 x 9 = 81` is not in what `table` has written: look at `docker logs table`.
cd table
printf 'FROM python AS fabrique\nCOPY table.py .\nRUN python table.py > /table.txt\n\nFROM busybox\nCMD ["cat", "/table.txt"]\n' > Dockerfile
docker build -q -t table:petite .
docker run --name table table:petite
