echo 'Bonjour, monde' > site/index.html
chmod +x run.sh
mkdir backup
rm old.txt
