# goal: burnt
# fr: Il y en a eu. Un programme écrit sur deux sorties : cherchez aussi dans l’autre.
# en: There were some. A program writes to two outputs: look in the other one as well.
docker logs oven | grep -c burnt
#? last: {{loaves}}
#? code: {{code}}
#? burnt: 0
