"""Makes DAGs for other files, and has none itself."""

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG


def pipeline(name):
    """A pipeline of one task."""
    with DAG(name, schedule=None) as made:
        EmptyOperator(task_id="only")
    return made
