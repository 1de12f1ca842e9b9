"""DAGs that leave something behind, of every kind."""

import datetime
import os
import signal
import time

import redis
from airflow.providers.standard.sensors.date_time import DateTimeSensorAsync
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.providers.standard.sensors.time_delta import TimeDeltaSensor
from airflow.sdk import Asset, AssetAlias, Metadata, Variable, dag, task

made = Asset("file:///made")


def beat(key):
    """Counts in Redis for as long as the process lives."""
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    while True:
        client.incr(key)
        time.sleep(0.1)


@dag(schedule=None)
def quick():
    @task
    def two():
        return 42

    two()


@dag(schedule=None)
def traces():
    """XComs of mapped tasks, an asset event, an asset that no DAG names, a variable, a try that failed."""

    @task(outlets=[made])
    def numbers():
        Variable.set("left_by_a_task", "yes")
        return [1, 2]

    @task
    def double(number):
        return 2 * number

    @task(outlets=[AssetAlias("found")])
    def find():
        yield Metadata(Asset("file:///found"), extra={}, alias=AssetAlias("found"))

    @task(retries=1, retry_delay=datetime.timedelta(seconds=0))
    def second_try(ti=None):
        if ti.try_number == 1:
            raise ValueError("not yet")

    double.expand(number=numbers()) >> find() >> second_try()


@dag(schedule=[made])
def consumer():
    @task
    def consume(): ...

    consume()


@dag(schedule=None)
def deaf():
    """Runs on, whatever signal it gets that can be ignored."""

    @task
    def beating():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        beat("beats")

    beating()


@dag(schedule=None)
def long_line():
    """More tasks than there are slots."""

    @task
    def beating(number):
        beat("beats")

    beating.expand(number=list(range(12)))


@dag(schedule=None)
def waiting():
    """Tasks that no worker has and that are not over."""

    @task(retries=3, retry_delay=datetime.timedelta(minutes=5))
    def once_more():
        raise ValueError("not yet")

    once_more()
    PythonSensor(task_id="reschedules", python_callable=lambda: False, mode="reschedule", poke_interval=300)
    DateTimeSensorAsync(task_id="defers", target_time="2099-01-01T00:00:00+00:00")


@dag(schedule=None)
def deferring():
    """Triggers that wait for long, and such that fire after a moment."""
    DateTimeSensorAsync.partial(task_id="long").expand(target_time=["2099-01-01T00:00:00+00:00"] * 2)
    for number in range(2):
        TimeDeltaSensor(task_id=f"short_{number}", delta=datetime.timedelta(seconds=4 + number), deferrable=True)


@dag(schedule=None)
def patient():
    """Would be tried again, however often it is killed."""

    @task(retries=3)
    def beating(number):
        beat("beats")

    beating.expand(number=list(range(4)))


for make in (quick, traces, consumer, deaf, long_line, waiting, deferring, patient):
    make()
