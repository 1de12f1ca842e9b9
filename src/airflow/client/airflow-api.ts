import type { BackfillApi } from "./backfill-api.ts";
import type { ClusterApi } from "./cluster-api.ts";
import type { DagApi } from "./dag-api.ts";
import type { RunApi } from "./run-api.ts";
import type { StoreApi } from "./store-api.ts";

/**
 * Airflow's REST API in our own words, the same for every version: only a dialect (`v2/`) knows paths and field names.
 * Every method may throw ApiError `AT_API` (refused, or an answer that makes no sense) or NoAnswerError (nothing
 * answered in time; a later attempt may succeed), and the reason of the caller's signal.
 */
export interface AirflowApi extends BackfillApi, ClusterApi, DagApi, RunApi, StoreApi {}
