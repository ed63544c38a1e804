docker system df -v
#? hog: {{hog}}
#? size: {{size}}
#? data: {{data}}
#? idle: {{idle}}
