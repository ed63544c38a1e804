docker run --name first debian sh -c 'touch /srv/{{trace}}; rm /etc/debian_version'
