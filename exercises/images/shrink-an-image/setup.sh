cat > table/table.py <<'EOF'
for a in range(1, 10):
    for b in range(1, 10):
        print(f"{a} x {b} = {a * b} {{code}}")
EOF
docker build -q -t table:big table
