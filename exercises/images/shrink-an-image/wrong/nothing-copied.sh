# goal: works
# fr: ?
# en: ?
cd table
printf 'FROM python AS fabrique\nCOPY table.py .\nRUN python table.py > /table.txt\n\nFROM busybox\nCMD ["cat", "/table.txt"]\n' > Dockerfile
docker build -q -t table:petite .
docker run --name table table:petite
