# goal: report
# fr: Le conteneur `report` a été supprimé, avec le rapport qu’il contenait. Il fallait ne toucher qu’aux images : prenez un bac à sable neuf.
# en: The container `report` has been removed, with the report it held. Only images were to be touched: take a fresh sandbox.
docker system prune -a -f
