"""Pushes values of every kind that JSON can say, from plain and from mapped tasks."""

from airflow.sdk import DAG, task

with DAG("values", schedule=None):

    @task
    def report(**context):
        ti = context["ti"]
        ti.xcom_push(key="nothing", value=None)
        ti.xcom_push(key="conf", value=context["dag_run"].conf)
        print("보고서를 만들었습니다")
        return {"이름": "값", "numbers": [1, 2.5, None, True], "nested": {"deep": []}}

    @task
    def double(number):
        return number * 2

    @task
    def quiet():
        pass

    report() >> double.expand(number=[1, 2, 3]) >> quiet()
