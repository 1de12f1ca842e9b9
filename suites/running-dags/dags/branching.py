"""Takes one of two ways."""

from airflow.sdk import DAG, task

with DAG("branching", schedule=None):

    @task.branch
    def choose(**context):
        return context["dag_run"].conf.get("way", "left")

    @task
    def left():
        pass

    @task
    def right():
        pass

    @task(trigger_rule="none_failed_min_one_success")
    def join():
        pass

    choose() >> [left(), right()] >> join()
