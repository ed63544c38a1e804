print("ouvert")
