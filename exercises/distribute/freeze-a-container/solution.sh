docker commit draft site:frozen
docker run -d --name copy -p {{port}}:80 site:frozen
