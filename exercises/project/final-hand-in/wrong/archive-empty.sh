# goal: saved
# fr: `guestbook.tar.gz` n’est pas une archive compressée qui contienne `dump.rdb`, le fichier où Redis range ses données.
# en: `guestbook.tar.gz` is no compressed archive that holds `dump.rdb`, the file in which Redis puts its data.
docker run --rm -v guestbook-data:/data:ro -v ~:/backup debian tar -czf /backup/guestbook.tar.gz -C /data .
