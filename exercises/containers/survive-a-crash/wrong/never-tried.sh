# goal: fell
# fr: `beacon` tourne et n’est encore jamais tombé.
# en: `beacon` runs and has never fallen yet.
docker run -d --name beacon --restart unless-stopped nginx
