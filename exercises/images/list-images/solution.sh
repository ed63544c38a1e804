docker images
#? tag: {{code}}
#? other-name: busybox
#? how-many: 3
