docker search database
#? stars: 14310
