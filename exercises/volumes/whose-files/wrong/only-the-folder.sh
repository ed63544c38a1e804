# goal: repaired
# fr: Le dossier `reports` est à vous, mais `old.txt`, dedans, est encore à `root`.
# en: The folder `reports` is yours, but `old.txt`, in it, still belongs to `root`.
docker run --rm -v ~/reports:/out debian chown 1000:1000 /out
