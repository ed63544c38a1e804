docker logs teller
#? word: {{word}}
