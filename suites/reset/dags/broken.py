"""A DAG file that cannot be imported."""

from airflow.sdk import dag

import not_there
