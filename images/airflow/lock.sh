#!/bin/sh
# Renews requirements-<version>.txt, or makes it for a new version of Airflow: sh images/airflow/lock.sh 3.3.2
# Needs uv. PYTHON is the image's version of Python.
set -eu
version=${1:?usage: lock.sh AIRFLOW_VERSION}
python=${PYTHON:-3.13}
cd "$(dirname "$0")"
compile() {
	uv pip compile --quiet --no-header --generate-hashes --python-version "$python" --python-platform linux --no-config \
		--custom-compile-command "sh images/airflow/lock.sh $version" "$@"
}
echo "apache-airflow==$version" | compile requirements.in --constraint /dev/stdin --output-file "requirements-$version.txt"
compile bootstrap.in --output-file bootstrap.txt
