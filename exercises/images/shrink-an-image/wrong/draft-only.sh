# goal: small
# fr: L’image `table:small` pèse `47 MB` : la consigne permet `5 MB`.
# en: The image `table:small` weighs `47 MB`: the task allows `5 MB`.
cd table
printf 'FROM python\nCOPY table.py .\nRUN python table.py > /table.txt\nCMD ["cat", "/table.txt"]\n' > Dockerfile
docker build -q -t table:small .
docker run --name table table:small
