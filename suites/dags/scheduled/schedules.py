"""Schedules as people write them. All of them are due when a cluster starts."""

from datetime import datetime, timezone

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG

SCHEDULES = {
    "every_minute": "* * * * *",
    "taken_for_seconds": "0/1 * * * *",
    "every_second": "* * * * * 0/1",
}

for name, schedule in SCHEDULES.items():
    with DAG(name, schedule=schedule, start_date=datetime(2024, 1, 1, tzinfo=timezone.utc), catchup=False):
        EmptyOperator(task_id="only")
