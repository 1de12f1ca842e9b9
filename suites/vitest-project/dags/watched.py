"""A DAG whose file is changed while vitest watches."""

from airflow.sdk import dag, task


@dag
def watched():
    @task
    def value():
        return 1

    value()


watched()
