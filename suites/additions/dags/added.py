"""Tells what a task sees of what was added to its cluster."""

from datetime import datetime, timezone

from airflow.sdk import DAG, task

with DAG("added", schedule=None, start_date=datetime(2024, 1, 1, tzinfo=timezone.utc)):

    @task(queue="special")
    def seen():
        import os

        import cowsay
        import greeting_plugin

        return {
            "package": cowsay.__version__,
            "plugin": greeting_plugin.GREETING,
            "variable": os.environ["GREETING"],
            "image": os.environ["FROM_DOCKERFILE"],
        }

    seen()
