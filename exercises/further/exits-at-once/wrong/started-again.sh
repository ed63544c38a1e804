# goal: repaired
# fr: Il manque encore à `shop` le réglage que son programme réclame : ses journaux disent lequel.
# en: `shop` still lacks the setting that its program asks for: its logs say which one.
docker start shop
