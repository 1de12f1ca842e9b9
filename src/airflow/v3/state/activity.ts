import type { RunKey, TaskIds } from "../../clean-state.ts";
import { CELERY_NOW, ENDED, ofRuns, text, texts } from "./sql.ts";

/** States in which a worker has the task, or gets it without the scheduler's doing. */
const HANDED_OVER = "('queued', 'running', 'restarting')";

/** A task for people, such as `etl manual__1 load[3]`. */
const NAME = `concat_ws(' ', t.dag_id, t.run_id,
  t.task_id || case when t.map_index < 0 then '' else format('[%s]', t.map_index) end)`;

/** See {@link CleanState.lock}. */
export function lock(runs?: readonly RunKey[]): [string, string] {
  return [lockRows("dag_run", runs), lockRows("task_instance", runs)];
}

function lockRows(table: string, runs?: readonly RunKey[]): string {
  const rows = `select from ${table} where ${ofRuns(runs)}`;
  // Without waiting: whoever waits for a lock and holds others can end in a deadlock, and Airflow may be its victim.
  return `with locked as (${rows} for update skip locked)
    select (select count(*) from (${rows}) as every)::int - (select count(*) from locked)::int as missed`;
}

/** See {@link CleanState.activeRuns}. */
export function activeRuns(runs?: readonly RunKey[]): string {
  return `select r.dag_id as "dagId", r.run_id as "runId", r.state, n.content as note
    from dag_run r left join dag_run_note n on n.dag_run_id = r.id
    where ${ofRuns(runs, "r.dag_id", "r.run_id")} and (r.state in ('queued', 'running') or exists (select
      from task_instance t where t.dag_id = r.dag_id and t.run_id = r.run_id and t.state in ${HANDED_OVER}))
    order by r.id`;
}

/**
 * See {@link CleanState.activeTasks}. A task that has ended for Airflow may still run callbacks; Celery's result comes
 * when its process is gone.
 */
export function activeTasks(runs?: readonly RunKey[]): string {
  const unfinished = (table: string, id: string, handedOver: string) => `
    select t.${id} as "taskInstanceId", t.external_executor_id as "celeryId",
      ${NAME} as name, t.state, not ${handedOver} as ended,
      coalesce(c.status in ${ENDED}, false) as left
    from ${table} t left join celery_taskmeta c on c.task_id = t.external_executor_id
    where ${ofRuns(runs, "t.dag_id", "t.run_id")}
      and (${handedOver} or t.external_executor_id is not null and (c.status in ${ENDED}) is not true)`;
  return `${unfinished("task_instance", "id", `coalesce(t.state in ${HANDED_OVER}, false)`)}
    union ${unfinished("task_instance_history", "task_instance_id", "false")}`;
}

/** See {@link CleanState.activeTriggers}; `[logging] log_filename_template` names the logs. */
export function activeTriggers(logs: string, runs?: readonly RunKey[]): string {
  return `select g.id, ${NAME} as name, g.triggerer_id is not null as taken,
      ${text(logs)} || format('/dag_id=%s/run_id=%s/task_id=%s/', t.dag_id, t.run_id, t.task_id)
        || case when t.map_index < 0 then '' else format('map_index=%s/', t.map_index) end
        || format('attempt=%s.log', t.try_number) as log
    from task_instance t join trigger g on g.id = t.trigger_id where ${ofRuns(runs, "t.dag_id", "t.run_id")}`;
}

/** See {@link CleanState.endTriggers}. A triggerer may take one at this moment; its row tells when it is locked. */
export function endTriggers(ids: readonly number[], runs?: readonly RunKey[]): string {
  return `with mine as materialized (
      select id from trigger where id in (select trigger_id from task_instance where ${ofRuns(runs)})
        and (triggerer_id is null or id = any(array[${ids.join(", ")}]::int[])) for update),
    ended as (
      update task_instance set state = 'failed', end_date = now(), trigger_id = null
        where trigger_id in (select id from mine))
    delete from trigger where id in (select id from mine)`;
}

/**
 * See {@link CleanState.halt}: the scheduler looks only at runs that are queued or running. Of a task that it has not
 * queued itself it does not mind that its worker leaves it in a state that is none to end in.
 */
export function halt(runs?: readonly RunKey[]): string {
  return `
    update dag_run set state = 'failed', end_date = now() where state in ('queued', 'running') and ${ofRuns(runs)};
    update task_instance set queued_by_job_id = null where state in ${HANDED_OVER} and ${ofRuns(runs)}`;
}

/** See {@link CleanState.settle}. */
export function settle(tasks: readonly TaskIds[]): string {
  const celeryIds = texts(tasks.flatMap(({ celeryId }) => celeryId ?? []));
  const ids = texts(tasks.flatMap(({ taskInstanceId }) => taskInstanceId ?? []));
  return `
    update task_instance set state = 'failed', end_date = now() where state in ${HANDED_OVER}
      and (external_executor_id = any(${celeryIds}) or id::text = any(${ids}));
    insert into celery_taskmeta (id, task_id, status, date_done)
      select nextval('task_id_sequence'), celery_id, 'SUCCESS', ${CELERY_NOW} from unnest(${celeryIds}) as celery_id
      on conflict (task_id) do update set status = excluded.status, result = null, date_done = excluded.date_done
      where (celery_taskmeta.status in ${ENDED}) is not true`;
}
