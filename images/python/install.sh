. /mnt/recipe.sh

# All Debian packages that Airflow's image needs besides, so that its own recipe needs no package lists.
step "installing Python 3.13"
packages python3 python3-pip-whl dumb-init curl netcat-openbsd libpq5 ca-certificates
version python "$(upstream python3.13)"
tidy
