. /mnt/recipe.sh

step "installing RabbitMQ and Erlang"
groupadd -r -g 999 rabbitmq
useradd -r -u 999 -g rabbitmq -d /var/lib/rabbitmq -s /bin/bash rabbitmq
packages rabbitmq-server

step "configuring RabbitMQ"
rootfs
# A cookie made here would be the same in every cluster; the broker makes its own at the first start.
rm -rf /var/lib/rabbitmq/.erlang.cookie /var/lib/rabbitmq/mnesia /var/log/rabbitmq/*
mkdir -p /var/lib/rabbitmq /var/log/rabbitmq
chown -R rabbitmq:rabbitmq /var/lib/rabbitmq /etc/rabbitmq /var/log/rabbitmq
version rabbitmq "$(upstream rabbitmq-server)"
version erlang "$(upstream erlang-base)"
tidy
