. /mnt/recipe.sh

step "installing Redis"
groupadd -r -g 999 redis
useradd -r -u 999 -g redis -d /data -s /usr/sbin/nologin redis
packages redis-server
rootfs
mkdir -p /data
chown redis:redis /data
version redis "$(upstream redis-server | sed 's/^[0-9]*://')"
tidy
