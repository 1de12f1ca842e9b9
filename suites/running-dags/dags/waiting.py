"""Waits for a word from outside, so that it can be looked at while it runs."""

import time

from airflow.sdk import DAG, Variable, task

with DAG("waiting", schedule=None):

    @task
    def gate(**context):
        while Variable.get(context["run_id"], default=None) is None:
            time.sleep(0.2)
        return "let through"

    gate()
