docker logs --tail 5 oven
docker logs oven 2>&1 | grep -c burnt
#? last: {{loaves}}
#? code: {{code}}
#? burnt: {{burnt}}
