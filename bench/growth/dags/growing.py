"""A run with as many tasks as it is told, and one that no worker has to do with."""

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, dag, get_current_context, task


@dag(schedule=None, max_active_tasks=64)
def wide():
    @task
    def numbers():
        return list(range(get_current_context()["dag_run"].conf["size"]))

    @task
    def nothing(number):
        return None

    nothing.expand(number=numbers())


wide_dag = wide()

with DAG("ending", schedule=None, max_active_runs=1000) as ending:
    EmptyOperator(task_id="nothing")
