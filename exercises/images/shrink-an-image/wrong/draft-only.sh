# goal: small
# fr: ?
# en: ?
cd table
printf 'FROM python\nCOPY table.py .\nRUN python table.py > /table.txt\nCMD ["cat", "/table.txt"]\n' > Dockerfile
docker build -q -t table:petite .
