cd table
printf 'FROM python AS fabrique\nCOPY table.py .\nRUN python table.py > /table.txt\n\nFROM busybox\nCOPY --from=fabrique /table.txt /table.txt\nCMD ["cat", "/table.txt"]\n' > Dockerfile
docker build -t table:petite .
docker run --name table table:petite
