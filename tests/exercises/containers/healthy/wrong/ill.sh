# goal: healthy
# fr: La santé de `app` est `unhealthy` : la consigne demande `healthy`.
# en: The health of `app` is `unhealthy`: the task asks for `healthy`.
docker run -d --name app --health-cmd false --health-interval 1s --health-retries 1 busybox sleep 600
