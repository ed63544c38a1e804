# goal: small
# fr: L’image `table:petite` pèse `47 MB` : la consigne permet `5 MB`.
# en: The image `table:petite` weighs `47 MB`: the task allows `5 MB`.
cd table
printf 'FROM python\nCOPY table.py .\nRUN python table.py > /table.txt\nCMD ["cat", "/table.txt"]\n' > Dockerfile
docker build -q -t table:petite .
docker run --name table table:petite
