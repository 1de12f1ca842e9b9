"""A DAG file whose last line is not finished."""

from datetime import datetime, timezone

from airflow.sdk import DAG

with DAG("unfinished", schedule=None, start_date=datetime(2024, 1, 1, tzinfo=timezone.utc):
    pass
