docker images
#? how-many: 3
#? tag: {{code}}
