docker search database
#? which: postgres
#? stars: 14310
