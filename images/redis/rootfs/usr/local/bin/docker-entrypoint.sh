#!/bin/sh
# Drops root and starts the server; options alone (--requirepass x) or a configuration file are arguments for it.
set -eu

case "${1-}" in
	-* | *.conf) set -- redis-server "$@" ;;
esac
if [ "${1-}" = redis-server ]; then
	if [ "$(id -u)" = 0 ]; then
		find . \! -user redis -exec chown redis '{}' +
		exec setpriv --reuid=redis --regid=redis --init-groups "$0" "$@"
	fi
	umask 0077
	shift
	# Without a password, only the container's network decides who may connect, as in the official image. Options of
	# the user come later and win; a configuration file has to come first.
	case "${1-}" in
		*.conf)
			file=$1
			shift
			set -- redis-server "$file" --protected-mode no "$@"
			;;
		*) set -- redis-server --protected-mode no "$@" ;;
	esac
fi
exec "$@"
