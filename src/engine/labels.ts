/** On everything that belongs to a cluster; the value is the cluster's id. */
export const CLUSTER_LABEL = "airflow-testcontainers.cluster";

/** On everything of one process; its reaper prunes by it. */
export const PROCESS_LABEL = "airflow-testcontainers.session";

/** On reaper containers that this package started; the value is the session. */
export const REAPER_LABEL = "airflow-testcontainers.reaper";

/** testcontainers' own label for what a session's reaper prunes; testcontainers puts it on every container it starts. */
export const SESSION_LABEL = "org.testcontainers.session-id";

/** On everything of a cluster that is kept for the next process; the value is its name. No reaper prunes it. */
export const KEPT_LABEL = "airflow-testcontainers.kept";

/** On everything of a kept cluster: whose folder of kept clusters remembers it. */
export const KEEPER_LABEL = "airflow-testcontainers.keeper";

/** Labels, name to value. */
export type Labels = Readonly<Record<string, string>>;

/**
 * The labels of everything in one cluster: its id, and the session whose reaper removes it.
 * @param guarded whether there is a reaper; what has none is never taken for an orphan
 */
export function clusterLabels(clusterId: string, sessionId: string, guarded = true): Labels {
  return {
    "org.testcontainers": "true",
    [SESSION_LABEL]: sessionId,
    ...(guarded && { [PROCESS_LABEL]: sessionId }),
    [CLUSTER_LABEL]: clusterId,
  };
}

/**
 * The labels of everything in a cluster that is kept. It has no session: whatever removes by one must leave it alone.
 * @param name its name in the folder that remembers it
 * @param keeper names that folder
 */
export function keptLabels(clusterId: string, name: string, keeper: string): Labels {
  return {
    "org.testcontainers": "true",
    [CLUSTER_LABEL]: clusterId,
    [KEPT_LABEL]: name,
    [KEEPER_LABEL]: keeper,
  };
}

/** A filter as the engine's list calls take it; an empty value stands for any. */
export function labelFilter(labels: Labels): { label: string[] } {
  return { label: Object.entries(labels).map(([name, value]) => (value === "" ? name : `${name}=${value}`)) };
}
