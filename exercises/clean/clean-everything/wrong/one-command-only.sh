# goal: volumes
# fr: Les volumes anonymes sont partis, mais `old-cache` a un nom : aucun ménage général ne l’emporte, il faut le supprimer lui.
# en: The anonymous volumes are gone, but `old-cache` has a name: no general clean-up takes it, it has to be removed itself.
docker system prune -a --volumes -f
