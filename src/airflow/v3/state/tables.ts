import type { TableFate } from "../../clean-state.ts";

/**
 * Every table of the metadata database of 3.3.2, children before the tables that they refer to: rows are deleted in this
 * order. A suite compares the list with a running database.
 */
export const tables = {
  // What runs leave behind.
  hitl_detail_history: "emptied",
  hitl_detail: "emptied",
  task_reschedule: "emptied",
  task_map: "emptied",
  task_instance_note: "emptied",
  rendered_task_instance_fields: "emptied",
  xcom: "emptied",
  task_instance_history: "emptied",
  task_state_store: "emptied",
  dagrun_asset_event: "emptied",
  asset_alias_asset_event: "emptied",
  asset_alias_asset: "emptied",
  asset_event: "emptied",
  asset_dag_run_queue: "emptied",
  asset_partition_dag_run: "emptied",
  partitioned_asset_key_log: "emptied",
  asset_state_store: "emptied",
  deadline: "emptied",
  callback: "emptied",
  dag_run_note: "emptied",
  backfill_dag_run: "emptied",
  task_instance: "emptied",
  dag_run: "emptied",
  backfill: "emptied",
  connection_test_request: "emptied",
  celery_tasksetmeta: "emptied",
  // Those that watch an asset belong to a DAG file, and stay.
  trigger: "swept",
  // The scheduler may not have read the newest yet.
  celery_taskmeta: "swept",
  // The start of the components is part of the baseline.
  log: "swept",
  // Those that a run named first, and no DAG refers to.
  asset: "swept",
  // Those of files that are gone.
  import_error: "swept",
  // Only the flags: paused, and more runs than allowed.
  dag: "swept",

  // What users keep in Airflow; tables that others refer to come last.
  dag_favorite: "restored",
  slot_pool: "restored",
  variable: "restored",
  connection: "restored",
  dag_bundle_team: "restored",
  team: "restored",

  // What the DAG files say.
  asset_active: "stays",
  asset_alias: "stays",
  asset_watcher: "stays",
  dag_bundle: "stays",
  dag_code: "stays",
  dag_owner_attributes: "stays",
  dag_priority_parsing_request: "stays",
  dag_schedule_asset_alias_reference: "stays",
  dag_schedule_asset_name_reference: "stays",
  dag_schedule_asset_reference: "stays",
  dag_schedule_asset_uri_reference: "stays",
  dag_tag: "stays",
  dag_version: "stays",
  dag_warning: "stays",
  deadline_alert: "stays",
  serialized_dag: "stays",
  task_inlet_asset_reference: "stays",
  task_outlet_asset_reference: "stays",

  // What Airflow needs for itself.
  alembic_version: "stays",
  job: "stays",
  log_template: "stays",
  // A login that was ended stays ended.
  revoked_token: "stays",
} as const satisfies Readonly<Record<string, TableFate>>;

/** Tables with this fate, in the order in which their rows can be deleted. */
export function tablesThatAre(fate: TableFate): string[] {
  return Object.entries(tables)
    .filter(([, other]) => other === fate)
    .map(([table]) => table);
}
