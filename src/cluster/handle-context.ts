import type { RunKey } from "../airflow/clean-state.ts";
import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import type { CallOptions } from "../airflow/client/call-options.ts";
import type { RunWatch } from "./run-watch.ts";

/** What a test leaves on the runs that it asks for. */
export interface RunMarks {
  /** What is shown beside the run in Airflow, where the run is asked for without a note of its own. */
  readonly note?: () => string | undefined;
  /** Told of each run as soon as it has been asked for; the handle is given out when it has returned. */
  readonly onTriggered?: (run: RunKey) => void | Promise<void>;
}

/** What handles of DAGs and runs need of their cluster. What is left out cannot be had there. */
export interface HandleContext extends RunMarks {
  readonly api: AirflowApi;
  /** Tells of changes of runs, so that the API need not be asked again and again. */
  readonly watch?: RunWatch;
  /** Text of a file of the DAG folder, by its path relative to it; undefined where it cannot be read. */
  readonly source?: (file: string, signal?: AbortSignal) => Promise<string | undefined>;
  /** Python files of the DAG folder that DAG discovery passed over. */
  readonly passedOver?: readonly string[];
  /** Next runs of all DAGs. */
  readonly nextRuns?: (count: number, options?: Pick<CallOptions, "signal">) => Promise<Record<string, string[]>>;
  /** Milliseconds that a DAG may take to appear, where nothing else is asked for. @default 0 */
  readonly parsedWithin?: number;
}
