# goal: page
# fr: `site/index.html` ne peut pas être lu : ses droits l’interdisent, ou ce n’est pas un fichier ordinaire.
# en: `site/index.html` cannot be read: its permissions forbid it, or it is no ordinary file.
ln -sf /etc/hostname site/index.html
