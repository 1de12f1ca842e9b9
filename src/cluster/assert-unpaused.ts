import type { Dag } from "../airflow/client/dag-api.ts";
import { HarnessError } from "../base/harness-error.ts";

/**
 * A run of a paused DAG would stay queued for ever. Nothing is unpaused that nobody asked for: where schedules are on,
 * that starts runs.
 * @throws HarnessError `AT_USAGE`
 */
export function assertUnpaused({ id, paused }: Dag): void {
  if (!paused) return;
  throw new HarnessError("AT_USAGE", `the DAG "${id}" is paused: its runs would stay queued`, {
    try: `cluster.dag(${JSON.stringify(id)}).unpause()`,
  });
}
