"""A plugin that only says that it is there."""

from airflow.plugins_manager import AirflowPlugin

GREETING = "안녕하세요"


class GreetingPlugin(AirflowPlugin):
    name = "greeting"
