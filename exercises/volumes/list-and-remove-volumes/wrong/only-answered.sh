# goal: removed
# fr: Le volume `data-{{free}}` n’a pas encore été supprimé.
# en: The volume `data-{{free}}` has not yet been removed.
#? orders: data-{{orders}}
#? free: data-{{free}}
docker volume prune -f
