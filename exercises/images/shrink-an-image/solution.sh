docker history table:big
cd table
printf 'FROM python AS build\nCOPY table.py .\nRUN python table.py > /table.txt\n\nFROM busybox\nCOPY --from=build /table.txt /\nCMD ["cat", "/table.txt"]\n' > Dockerfile
docker build -t table:small .
docker run --name table table:small
