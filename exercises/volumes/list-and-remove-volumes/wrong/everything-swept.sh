# goal: kept
# fr: `data-{{photos}}` a été supprimé. Son conteneur, `gallery`, était arrêté, pas abandonné : ses photos sont perdues. Recommencez dans un bac à sable neuf.
# en: `data-{{photos}}` has been removed. Its container, `gallery`, was stopped, not abandoned: its photos are lost. Begin again in a fresh sandbox.
#? orders: data-{{orders}}
#? free: data-{{free}}
docker container prune -f
docker volume prune -a -f
