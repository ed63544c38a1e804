docker run --name oven busybox sh -c '
    n=0
    while [ $n -lt {{loaves}} ]; do
        n=$((n + 1))
        echo "baking loaf $n"
        if [ $((n % 19)) = 7 ] && [ $((n / 19)) -lt {{burnt}} ]; then echo "loaf $n is burnt" >&2; fi
    done
    sleep 0.2
    echo "fault {{code}}: door open, stopping" >&2
    exit 1' > /dev/null 2>&1 || true
