"""Cannot be imported."""

from airflow.sdk import DAG
from warehouse import orders

with DAG("broken_orders", schedule=None):
    orders()
