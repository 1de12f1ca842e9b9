"""One task, then four at the same time, each of two seconds: as many as the four slots of the benchmark's two workers."""

from time import sleep

from airflow.sdk import dag, task


@dag(schedule=None, catchup=False)
def fan_out():
    @task
    def begin():
        return 2

    @task
    def wait(seconds):
        sleep(seconds)

    seconds = begin()
    for number in range(1, 5):
        wait.override(task_id=f"wait_{number}")(seconds)


fan_out()
