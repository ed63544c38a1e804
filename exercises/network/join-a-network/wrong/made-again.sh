# goal: draft
# fr: `laptop` a été supprimé et refait : son brouillon, qui n’était que dans ses fichiers à lui, est perdu. On peut le relier sans l’arrêter. Recommencez dans un bac à sable neuf.
# en: `laptop` has been removed and made again: its draft, which was in its own files only, is lost. It can be joined without being stopped. Begin again in a fresh sandbox.
docker rm -f laptop
docker run -d --name laptop --network office busybox sleep 1d
docker network connect home laptop
