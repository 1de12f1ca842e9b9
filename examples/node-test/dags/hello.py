from airflow.sdk import dag, task


@dag
def hello():
    @task
    def one():
        return 21

    @task
    def two(half):
        return 2 * half

    two(one())


hello()
