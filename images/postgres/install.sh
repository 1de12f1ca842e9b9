. /mnt/recipe.sh

step "installing PostgreSQL 17"
lists
groupadd -r -g 999 postgres
useradd -r -u 999 -g postgres -d /var/lib/postgresql -s /bin/bash postgres
# Without LLVM, which is far larger than all the rest, there is no just-in-time compilation; it costs more than it gains
# on the short queries of Airflow. The server notices by itself that it is missing. An empty package takes its place.
llvm=$(apt-cache depends postgresql-17 | sed -n 's/.*Depends: \(libllvm[0-9]*\)$/\1/p')
stand_in "$llvm"
cat >/etc/dpkg/dpkg.cfg.d/no-jit <<'CFG'
path-exclude=/usr/lib/postgresql/*/lib/bitcode/*
path-exclude=/usr/lib/postgresql/*/lib/llvmjit*
CFG
mkdir -p /etc/postgresql-common
echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
packages postgresql-17

step "configuring PostgreSQL"
rootfs
sample=/usr/share/postgresql/17/postgresql.conf.sample
sed -i "s/^#\?listen_addresses = .*/listen_addresses = '*'/" "$sample"
grep -q "^listen_addresses = '\*'" "$sample"
mkdir -p /docker-entrypoint-initdb.d /var/lib/postgresql/data
chown -R postgres:postgres /var/lib/postgresql
chmod 1777 /var/lib/postgresql/data
version postgres "$(upstream postgresql-17)"
tidy
