cat > counter/counter.py <<'EOF'
import time

n = 0
while True:
    n += 1
    print("{{code}}", n, flush=True)
    time.sleep(2)
EOF
