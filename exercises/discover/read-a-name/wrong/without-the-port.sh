# goal: registry
# fr: Presque : sans son port, on ne le joindrait pas. Le registre va jusqu’à la première barre.
# en: Nearly: without its port, nobody would reach it. The registry goes up to the first slash.
docker images
#? registry: {{city}}.example.com
