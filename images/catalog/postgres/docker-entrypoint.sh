#!/bin/bash
# `postgres`, or options for it, runs as the user postgres on the database in $PGDATA, which is made first if there is
# none: with the variables, the files and the messages that people know. Other commands run as they are.
set -eo pipefail

# from_file NAME [DEFAULT]: exports the variable NAME, which may be in the file that NAME_FILE names.
from_file() {
    local file=${1}_FILE
    if [[ ${!1} && ${!file} ]]; then
        echo "error: both $1 and $file are set (but are exclusive)" >&2
        exit 1
    fi
    local value=${!1:-$2}
    [[ -z ${!file} ]] || value=$(<"${!file}")
    export "$1=$value"
    unset "$file"
}

sql() {
    psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc -U "$POSTGRES_USER" "$@"
}

initialize() {
    from_file POSTGRES_PASSWORD
    from_file POSTGRES_USER postgres
    from_file POSTGRES_DB "$POSTGRES_USER"
    if [[ -z $POSTGRES_PASSWORD && $POSTGRES_HOST_AUTH_METHOD != trust ]]; then
        cat >&2 <<'END'
Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
END
        exit 1
    fi
    # A sandbox's disk is memory: segments of 1 MB, of which some are always kept, instead of 16 MB.
    initdb --username="$POSTGRES_USER" --pwfile=<(echo "$POSTGRES_PASSWORD") --auth=trust --wal-segsize=1 $POSTGRES_INITDB_ARGS
    printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >> "$PGDATA/pg_hba.conf"

    # What follows is done by a server that nobody reaches from outside.
    export PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD}
    pg_ctl -D "$PGDATA" -o "$(printf '%q ' "${@:2}" -c listen_addresses='')" -w start
    [[ $POSTGRES_DB = postgres ]] || sql -d postgres -v name="$POSTGRES_DB" <<< 'CREATE DATABASE :"name";'
    local file
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sh | *.sql | *.sql.gz) echo "$0: running $file" ;;
            *) echo "$0: ignoring $file" ;;
        esac
        case $file in
            *.sh) if [[ -x $file ]]; then "$file"; else . "$file"; fi ;;
            *.sql) sql -d "$POSTGRES_DB" -f "$file" ;;
            *.sql.gz) gunzip -c "$file" | sql -d "$POSTGRES_DB" ;;
        esac
    done
    pg_ctl -D "$PGDATA" -m fast -w stop
    unset PGPASSWORD
    printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

[[ $1 != -* ]] || set -- postgres "$@"
case "$1 $*" in
    *\ --help* | *\ --version* | *\ --describe-config* | *\ -V* | *\ -\?*) ;;
    postgres\ *)
        if [[ $(id -u) = 0 ]]; then
            # A volume, or a folder of the host, may belong to somebody else.
            mkdir -p "$PGDATA"
            find "$PGDATA" ! -user postgres -exec chown postgres:postgres {} +
            exec setpriv --reuid postgres --regid postgres --clear-groups "$0" "$@"
        fi
        mkdir -p "$PGDATA"
        chmod 700 "$PGDATA" || true
        if [[ -s $PGDATA/PG_VERSION ]]; then
            printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
        else
            initialize "$@"
        fi
        ;;
esac
exec "$@"
