"""Fails for good, after a second try, or only until it is run again."""

from datetime import timedelta

from airflow.sdk import DAG, task

with DAG("failing", schedule=None):

    @task
    def charge():
        print("about to charge")
        raise ValueError("카드 승인이 거절되었습니다")

    @task
    def receipt():
        pass

    charge() >> receipt()

with DAG("flaky", schedule=None):

    @task(retries=1, retry_delay=timedelta(seconds=0))
    def connect(ti=None):
        print(f"try {ti.try_number}")
        if ti.try_number == 1:
            raise ConnectionError("not yet")
        return ti.try_number

    connect()

with DAG("heals", schedule=None):

    @task
    def before(ti=None):
        return ti.try_number

    @task
    def wobbly(ti=None):
        if ti.try_number == 1:
            raise RuntimeError("only the first time")
        return ti.try_number

    before() >> wobbly()
