docker ps -a
#? total: {{total}}
#? failed: {{failed}}
#? code: {{code}}
