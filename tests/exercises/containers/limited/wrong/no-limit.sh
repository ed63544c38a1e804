# goal: limits
# fr: `small` peut prendre toute la mémoire de la machine : la consigne demande une limite de `32 MiB`.
# en: `small` may take all the memory of the machine: the task asks for a limit of `32 MiB`.
docker run -d --name small --cpus 0.5 --restart unless-stopped busybox sleep 600
