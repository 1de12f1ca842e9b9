"""A run that ends by itself, and one that does not."""

import time

from airflow.sdk import dag, task


@dag(schedule=None)
def quick():
    @task
    def two():
        return 42

    two()


@dag(schedule=None)
def endless():
    @task
    def sleep():
        while True:
            time.sleep(1)

    sleep()


quick()
endless()
