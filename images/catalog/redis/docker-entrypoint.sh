#!/bin/sh
# The server, or options or a file with settings for it, runs as the user redis; other commands run as they are.
set -e
case $1 in
    -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
    # A folder of the host, mounted here, belongs to somebody else.
    find . ! -user redis -exec chown redis {} +
    exec setpriv --reuid redis --regid redis --clear-groups "$0" "$@"
fi
# Without a password, Redis would answer nobody outside of its container: here the engine's networks are the door.
case "$1 $*" in
    *protected-mode*) ;;
    redis-server\ *) set -- "$@" --protected-mode no ;;
esac
exec "$@"
