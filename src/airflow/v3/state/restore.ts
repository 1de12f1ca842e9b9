import type { DatabaseShape, RunKey } from "../../clean-state.ts";
import { CELERY_NOW, ENDED, ofRuns, READ } from "./sql.ts";
import { tablesThatAre } from "./tables.ts";

/** See {@link CleanState.capture}. */
export function capture(schema: string, shape: DatabaseShape): string {
  return [
    ...restoredTables(shape).map((table) => `create table ${schema}.${table} as table ${table}`),
    `create table ${schema}.dag as select dag_id, is_paused from dag`,
    `create table ${schema}.log as select coalesce(max(id), 0) as id from log`,
  ].join(";\n");
}

/** See {@link CleanState.restore}. */
export function restore(schema: string, shape: DatabaseShape, paused: boolean): string {
  const restored = restoredTables(shape);
  return [
    ...tablesThatAre("emptied")
      .filter((table) => shape.has(table))
      .map((table) => `delete from ${table}`),
    "delete from trigger where not exists (select from asset_watcher w where w.trigger_id = trigger.id)",
    `delete from celery_taskmeta where ${READ}`,
    // Nothing runs now: what Celery thinks to be running was lost with its worker.
    `update celery_taskmeta set status = 'SUCCESS', result = null, date_done = ${CELERY_NOW}
      where (status in ${ENDED}) is not true`,
    `delete from log where id > (select id from ${schema}.log)`,
    unreferencedAssets(shape),
    ...restored.map(
      (table) => `delete from ${table} where not exists
        (select from ${schema}.${table} b where row(b.*) is not distinct from row(${table}.*))`,
    ),
    ...restored
      .toReversed()
      .map((table) => `insert into ${table} select * from ${schema}.${table} on conflict do nothing`),
    pausedFlags(schema, paused),
    // Counted by the scheduler when a run ends, which those that are deleted never do.
    ...(shape.has("dag", "exceeds_max_non_backfill")
      ? ["update dag set exceeds_max_non_backfill = false where exceeds_max_non_backfill"]
      : []),
  ].join(";\n");
}

/** See {@link CleanState.remove}; all else that belongs to a run goes with its row. */
export function remove(runs: readonly RunKey[]): string {
  const mine = ofRuns(runs);
  return [
    `delete from celery_taskmeta where ${READ} and task_id in (
      select external_executor_id from task_instance where ${mine}
      union select external_executor_id from task_instance_history where ${mine})`,
    `delete from log where ${mine}`,
    `delete from asset_event where ${ofRuns(runs, "source_dag_id", "source_run_id")}`,
    `with gone as (delete from task_instance where ${mine} returning trigger_id)
      delete from trigger where id in (select trigger_id from gone)`,
    `delete from dag_run where ${mine}`,
  ].join(";\n");
}

function restoredTables(shape: DatabaseShape): string[] {
  return tablesThatAre("restored").filter((table) => shape.has(table));
}

function unreferencedAssets(shape: DatabaseShape): string {
  const references = [
    "task_outlet_asset_reference",
    "task_inlet_asset_reference",
    "dag_schedule_asset_reference",
    "asset_watcher",
  ].filter((table) => shape.has(table));
  const none = references.map((table) => `not exists (select from ${table} r where r.asset_id = asset.id)`);
  return `delete from asset where ${none.join(" and ")}`;
}

/** A DAG that came after the baseline gets the flag that it began with. */
function pausedFlags(schema: string, paused: boolean): string {
  return `update dag set is_paused = wanted.paused
    from (
      select d.dag_id, coalesce(b.is_paused, (
        select (s.data->'dag'->>'is_paused_upon_creation')::boolean from serialized_dag s
        where b.dag_id is null and s.dag_id = d.dag_id order by s.last_updated desc limit 1
      ), ${paused}) as paused
      from dag d left join ${schema}.dag b on b.dag_id = d.dag_id
    ) wanted
    where wanted.dag_id = dag.dag_id and wanted.paused <> dag.is_paused`;
}
