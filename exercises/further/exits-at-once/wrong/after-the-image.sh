# goal: repaired
# fr: `shop` existe, mais n’a jamais démarré.
# en: `shop` exists, but was never started.
docker rm shop
docker run -d --name shop -p {{port}}:8000 shop {{setting}}=Lyon
