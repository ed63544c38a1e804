# goal: kept
# fr: Le volume `letters` a été supprimé, et les lettres avec lui : elles n’étaient nulle part ailleurs. Recommencez dans un bac à sable neuf.
# en: The volume `letters` has been removed, and the letters with it: they were nowhere else. Begin again in a fresh sandbox.
docker rm -f site
docker volume prune -a -f
docker run -d --name site -p {{port}}:80 -v pages:/usr/share/nginx/html -v letters:/letters learner/demo:2.0
