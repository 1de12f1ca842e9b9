#!/bin/bash
# Drops root and starts the broker, which itself reads RABBITMQ_DEFAULT_USER, _PASS, _VHOST and RABBITMQ_ERLANG_COOKIE.
set -eu

if [ "${1:0:8}" = rabbitmq ] && [ "$(id -u)" = 0 ]; then
	if [ "$1" = rabbitmq-server ]; then
		find /var/lib/rabbitmq \! -user rabbitmq -exec chown rabbitmq '{}' +
	fi
	exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups "$BASH_SOURCE" "$@"
fi

removed=()
for name in ${!RABBITMQ_@}; do
	case "$name" in
		RABBITMQ_DEFAULT_PASS_FILE | RABBITMQ_DEFAULT_USER_FILE | RABBITMQ_SSL_* | RABBITMQ_MANAGEMENT_SSL_* | RABBITMQ_VM_MEMORY_HIGH_WATERMARK)
			removed+=("$name")
			;;
	esac
done
if [ "${#removed[@]}" -gt 0 ]; then
	echo >&2 "error: RabbitMQ no longer reads ${removed[*]}: use a file in /etc/rabbitmq/conf.d"
	exit 1
fi
if [ "$(hostname)" != "$(hostname -s)" ]; then
	export RABBITMQ_USE_LONGNAME=true
fi
exec "$@"
