"""Prints when each DAG of the metadata database runs next, as JSON: {dag id: [ISO 8601, ...]}.

The argument is how many moments each DAG gets; fewer where its schedule ends, none where it has no schedule.
The steps are those of ``airflow dags next-execution``, for all DAGs in one process.
"""

import json
import sys

from airflow.models.dag import DagModel
from airflow.models.serialized_dag import SerializedDagModel
from airflow.timetables.base import TimeRestriction
from airflow.utils.session import create_session
from sqlalchemy import select

ANY_TIME = TimeRestriction(earliest=None, latest=None, catchup=True)


def next_runs(timetable, model, count):
    info = timetable.next_run_info_from_dag_model(dag_model=model)
    moments = []
    while info is not None and len(moments) < count:
        if info.run_after is not None:
            moments.append(info.run_after.isoformat())
        info = timetable.next_dagrun_info_v2(last_dagrun_info=info, restriction=ANY_TIME)
    return moments


def main():
    count = int(sys.argv[1])
    answer = {}
    with create_session() as session:
        for model in session.scalars(select(DagModel).where(~DagModel.is_stale)):
            dag = SerializedDagModel.get_dag(model.dag_id, session=session)
            answer[model.dag_id] = next_runs(dag.timetable, model, count) if dag else []
    json.dump(answer, sys.stdout)


main()
