# goal: folder
# fr: `backup` est un fichier : la consigne demande un dossier.
# en: `backup` is a file: the task asks for a folder.
touch backup
