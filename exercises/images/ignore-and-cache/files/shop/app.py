import os

print("open:", *sorted(os.listdir()))
