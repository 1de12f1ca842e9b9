"""Is paused from the beginning."""

from airflow.sdk import DAG, task

with DAG("asleep", schedule=None, is_paused_upon_creation=True):

    @task
    def wake():
        return "awake"

    wake()
