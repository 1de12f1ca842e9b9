"""A DAG whose tasks wait for each other."""

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG

with DAG("round_and_round", schedule=None):
    hen = EmptyOperator(task_id="hen")
    egg = EmptyOperator(task_id="egg")
    hen >> egg >> hen
