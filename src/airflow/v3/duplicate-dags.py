"""Prints the DAG ids that stand in more than one file, as JSON: {dag id: [file, ...]}.

The first argument is the DAG folder, the others are the files to read, relative to it. Each file gets a bag of its
own, as in the dag processor, where two files with the same id never meet and nothing is reported.
"""

import json
import sys
from pathlib import Path

from airflow.dag_processing.dagbag import BundleDagBag


def main():
    folder = Path(sys.argv[1])
    places = {}
    for name in sys.argv[2:]:
        bag = BundleDagBag(folder / name, bundle_path=folder, bundle_name="dags-folder")
        for dag_id in bag.dags:
            places.setdefault(dag_id, []).append(name)
    print(json.dumps({dag_id: files for dag_id, files in places.items() if len(files) > 1}))


main()
