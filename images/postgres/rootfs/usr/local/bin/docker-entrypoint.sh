#!/bin/bash
# Initialises an empty data folder the way the official image does, then becomes the server.
set -Eeuo pipefail

# Takes NAME from the environment, or its value from the file that NAME_FILE names, or the default.
setting() {
	local name=$1 default=${2-} file_name=${1}_FILE
	local file=${!file_name-}
	if [ -n "${!name-}" ] && [ -n "$file" ]; then
		echo >&2 "error: both $name and $file_name are set; set one of them"
		exit 1
	fi
	if [ -n "$file" ]; then
		printf -v "$name" '%s' "$(<"$file")"
	else
		printf -v "$name" '%s' "${!name-$default}"
	fi
	unset "$file_name"
}

run_sql() {
	psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc -U "$POSTGRES_USER" "$@"
}

run_init_scripts() {
	local script
	for script in /docker-entrypoint-initdb.d/*; do
		[ -e "$script" ] || continue
		echo "running $script"
		case "$script" in
			*.sh) if [ -x "$script" ]; then "$script"; else . "$script"; fi ;;
			*.sql) run_sql -d "$POSTGRES_DB" -f "$script" ;;
			*.sql.gz) gzip -dc "$script" | run_sql -d "$POSTGRES_DB" ;;
			*.sql.xz) xz -dc "$script" | run_sql -d "$POSTGRES_DB" ;;
			*.sql.zst) zstd -dc "$script" | run_sql -d "$POSTGRES_DB" ;;
			*) echo "ignoring $script" ;;
		esac
	done
}

initialise() {
	setting POSTGRES_PASSWORD
	setting POSTGRES_USER postgres
	setting POSTGRES_DB "$POSTGRES_USER"
	setting POSTGRES_INITDB_ARGS
	if [ -z "$POSTGRES_PASSWORD" ] && [ "${POSTGRES_HOST_AUTH_METHOD-}" != trust ]; then
		echo >&2 "error: the database has no password: set POSTGRES_PASSWORD (or POSTGRES_HOST_AUTH_METHOD=trust, which lets everyone in)"
		exit 1
	fi
	local -a arguments=()
	eval "arguments+=($POSTGRES_INITDB_ARGS)"
	[ -z "${POSTGRES_INITDB_WALDIR-}" ] || arguments+=(--waldir "$POSTGRES_INITDB_WALDIR")
	initdb -D "$PGDATA" --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") \
		--encoding=UTF8 --locale=C.UTF-8 --auth=trust "${arguments[@]}"
	local method=${POSTGRES_HOST_AUTH_METHOD:-$(postgres -C password_encryption -D "$PGDATA")}
	printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"

	# No TCP while the database is not complete: a health check over TCP must not succeed early.
	local -a server=("$@")
	[ "${server[0]-}" != postgres ] || server=("${server[@]:1}")
	pg_ctl -D "$PGDATA" -w -o "$(printf '%q ' "${server[@]}" -c listen_addresses= -p "${PGPORT:-5432}")" start
	export PGHOST= PGHOSTADDR=
	if [ "$POSTGRES_DB" != postgres ]; then
		run_sql -d postgres -v db="$POSTGRES_DB" <<<'CREATE DATABASE :"db";'
	fi
	run_init_scripts
	pg_ctl -D "$PGDATA" -m fast -w stop
	unset PGHOST PGHOSTADDR
	echo
	echo "PostgreSQL init process complete; ready for start up."
	echo
}

if [ "${1:0:1}" = - ]; then
	set -- postgres "$@"
fi
if [ "${1-}" = postgres ]; then
	if [ "$(id -u)" = 0 ]; then
		mkdir -p "$PGDATA" /var/run/postgresql
		chmod 700 "$PGDATA"
		chmod 3775 /var/run/postgresql
		find "$PGDATA" /var/run/postgresql \! -user postgres -exec chown postgres '{}' +
		if [ -n "${POSTGRES_INITDB_WALDIR-}" ]; then
			mkdir -p "$POSTGRES_INITDB_WALDIR"
			chown -R postgres "$POSTGRES_INITDB_WALDIR"
		fi
		exec setpriv --reuid=postgres --regid=postgres --init-groups "$BASH_SOURCE" "$@"
	fi
	if [ ! -s "$PGDATA/PG_VERSION" ]; then
		initialise "$@"
	fi
fi
exec "$@"
