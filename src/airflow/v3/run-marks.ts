import type { Query, WatchedRun } from "../profile.ts";

const MARKS = `
  select wanted.place::int - 1 as place, concat_ws(' ', r.state, case when wanted.tasks then (
      select string_agg(format('%s:%s', state, instances), ' ' order by state)
      from (
        select coalesce(state, 'none') || '/' || try_number as state, count(*) as instances
        from task_instance where dag_id = r.dag_id and run_id = r.run_id group by 1
      ) states
    ) end) as mark
  from unnest($1::text[], $2::text[], $3::bool[]) with ordinality as wanted (dag_id, run_id, tasks, place)
  join dag_run r on r.dag_id = wanted.dag_id and r.run_id = wanted.run_id`;

/** For each run a text that changes with its state, and with those of its tasks where they are wanted. */
export function runMarks(runs: readonly WatchedRun[]): Query {
  const column = <K extends keyof WatchedRun>(key: K) => runs.map((run) => run[key]);
  return { sql: MARKS, values: [column("dagId"), column("runId"), column("tasks")] };
}
