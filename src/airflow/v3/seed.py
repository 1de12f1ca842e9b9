"""Stores connections, variables and pools in the metadata database.

Reads JSON from the file that the argument names: {"connections": [{"id", ...} or {"id", "uri"}], "variables":
[{"key", "value"}], "pools": [{"name", "slots", "description", "include_deferred"}]}.
"""

import json
import sys

from airflow.models import Connection, Pool, Variable
from airflow.utils.session import create_session
from sqlalchemy import delete


def connection(spec):
    if "uri" in spec:
        return Connection(conn_id=spec["id"], uri=spec["uri"])
    fields = ("host", "port", "login", "password", "schema", "extra", "description")
    return Connection(conn_id=spec["id"], conn_type=spec["type"], **{name: spec.get(name) for name in fields})


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        seeds = json.load(file)
    with create_session() as session:
        for spec in seeds["connections"]:
            session.execute(delete(Connection).where(Connection.conn_id == spec["id"]))
            session.add(connection(spec))
        for spec in seeds["variables"]:
            Variable.set(spec["key"], spec["value"], session=session)
        for spec in seeds["pools"]:
            Pool.create_or_update_pool(session=session, **spec)


main()
