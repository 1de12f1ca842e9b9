"""One of two files with the same DAG id."""

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG

with DAG("twice", schedule=None):
    EmptyOperator(task_id="two")
