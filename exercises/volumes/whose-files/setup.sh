docker run --rm -v ~/reports:/out debian sh -c 'echo "total: {{total}}" > /out/old.txt'
