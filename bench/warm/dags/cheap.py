"""Runs that cost little: one task that ends at once, one that takes as long as it is told, one that is mapped."""

import time

from airflow.sdk import dag, task


@dag(schedule=None)
def quick():
    @task
    def answer():
        return 42

    answer()


@dag(schedule=None)
def lasting():
    @task
    def rest():
        time.sleep(600)

    rest()


@dag(schedule=None)
def mapped():
    @task
    def work(number):
        return number

    work.expand(number=[1])


quick()
lasting()
mapped()
