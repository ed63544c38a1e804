docker run -d --name site nginx
for city in lille lyon nantes; do
    code=0
    if [ "$city" = {{failed}} ]; then code={{code}}; fi
    docker run --name "$city" busybox sh -c "exit $code" || true
done
for draft in $(seq $(({{total}} - 4))); do docker create --name "draft-$draft" busybox; done
