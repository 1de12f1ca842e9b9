. /mnt/recipe.sh

step "fetching uv"
useradd -u 50000 -g 0 -d /home/airflow -m -s /bin/bash airflow
rootfs
pip=$(echo /usr/share/python-wheels/pip-*.whl)/pip
python3 "$pip" install --quiet --no-input --disable-pip-version-check \
	--target /mnt/bootstrap --require-hashes --only-binary :all: -r /mnt/recipe/bootstrap.txt

requirements=/mnt/recipe/requirements-$AIRFLOW_VERSION.txt
step "installing Airflow $AIRFLOW_VERSION: $(grep -c '^[a-z]' "$requirements") packages"
umask 0002
# The cache is on the same file system, so files are linked and not copied; then only the cache's names are removed.
export UV_CACHE_DIR=/home/airflow/.uv-cache UV_PYTHON_DOWNLOADS=never
as_airflow() {
	HOME=/home/airflow setpriv --reuid=50000 --regid=0 --clear-groups "$@"
}
as_airflow /mnt/bootstrap/bin/uv venv --quiet --python /usr/bin/python3 /home/airflow/.local
as_airflow /mnt/bootstrap/bin/uv pip install --quiet --python /home/airflow/.local/bin/python --require-hashes -r "$requirements"
rm -rf "$UV_CACHE_DIR"

step "compiling to byte code"
# Without what Airflow does not import; the rest is compiled when it is first used. A file that this Python cannot
# compile (there are some for other versions) is no failure.
as_airflow /home/airflow/.local/bin/python -m compileall -q -j 0 \
	-x '/(libcst|pygments/lexers|sqlalchemy/(testing|dialects/(mysql|oracle|mssql))|tests?)/' /home/airflow/.local/lib || true

step "finishing the image"
mkdir -p /opt/airflow/dags /opt/airflow/logs /opt/airflow/plugins /opt/airflow/config
chown -R airflow:root /opt/airflow /home/airflow
chmod -R g=u /opt/airflow
chmod g=u /home/airflow /etc/passwd
for package in celery kombu flower; do
	version $package "$(/home/airflow/.local/bin/python -c "from importlib.metadata import version; print(version('$package'))")"
done
version airflow "$AIRFLOW_VERSION"
version python "$(upstream python3.13)"
tidy
