"""A DAG file that imports a module which is not installed."""

import module_that_is_not_installed
from airflow.sdk import DAG

with DAG("homeless", schedule=None):
    module_that_is_not_installed.tasks()
