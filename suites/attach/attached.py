"""A run that hands a value on and succeeds, or fails where its configuration says so; and a schedule."""

from airflow.sdk import DAG, task

with DAG("attached", schedule=None):

    @task
    def give():
        return {"two": 42, "greeting": "안녕하세요"}

    @task
    def take(given, dag_run=None):
        print(f"got {given['two']}")
        if dag_run.conf.get("broken"):
            raise ValueError("행이 없습니다")
        return given["two"] + 1

    take(give())

with DAG("attached_schedule", schedule="*/5 * * * *", catchup=False, is_paused_upon_creation=True):

    @task
    def nothing():
        pass

    nothing()
