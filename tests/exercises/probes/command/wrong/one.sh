# goal: counted
# fr: La vérification a trouvé `1` : elle attend `2`.
# en: The check found `1`: it expects `2`.
docker run -d --name app -l app busybox sleep 600
