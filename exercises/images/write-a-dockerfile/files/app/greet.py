import os

print(os.environ.get("MESSAGE"), os.getuid(), os.getcwd())
