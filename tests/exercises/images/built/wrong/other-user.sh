# goal: described
# fr: L’image `app:1.0` tourne en tant que `root` : la consigne demande l’utilisateur `1000`.
# en: The image `app:1.0` runs as `root`: the task asks for the user `1000`.
sed -i '/^USER/d' app/Dockerfile; docker build -t app:1.0 app
