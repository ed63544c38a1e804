docker ps -a
#? how-many: {{count}}
