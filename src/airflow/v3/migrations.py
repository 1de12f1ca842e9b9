"""Prints how far the metadata database is migrated, as JSON: {current: [...], head: [...], missingTables: [...]}.

``airflow db check-migrations`` asks the same, but tells of the tables nothing, and waits.
"""

import json
from pathlib import Path

import airflow
from airflow import settings
from airflow.models import import_all_models
from airflow.models.base import Base
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect


def main():
    import_all_models()
    scripts = ScriptDirectory(str(Path(airflow.__file__).parent / "migrations"))
    with settings.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_heads()
        there = set(inspect(connection).get_table_names())
    missing = sorted(name for name in Base.metadata.tables if name not in there)
    print(json.dumps({"current": list(current), "head": scripts.get_heads(), "missingTables": missing}))


main()
