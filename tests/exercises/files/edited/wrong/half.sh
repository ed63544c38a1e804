# goal: page
# fr: `site/index.html` contient encore `TODO`.
# en: `site/index.html` still holds `TODO`.
echo 'Bonjour, monde TODO' > site/index.html
