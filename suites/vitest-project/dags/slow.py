"""A DAG that runs until it is stopped, and one that ends at once, with what it was given."""

from time import sleep

from airflow.sdk import dag, get_current_context, task


@dag
def slow():
    @task
    def sleeps():
        sleep(600)

    sleeps()


@dag
def echo():
    @task
    def given():
        return get_current_context()["dag_run"].conf

    given()


slow()
echo()
