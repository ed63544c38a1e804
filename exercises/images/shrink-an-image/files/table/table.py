for a in range(1, 10):
    for b in range(1, 10):
        print(f"{a} x {b} = {a * b}")
