/**
 * Every code that a {@link HarnessError} can carry, with the exit code that the command line gives it.
 * 2 wrong use or config, 3 engine or images, 4 the cluster did not become ready, 1 a check failed.
 */
export const errorCodes = {
  /** An option, argument or config value is wrong. */
  AT_USAGE: 2,
  /** The config file is missing, cannot be loaded or is not a check. */
  AT_CONFIG: 2,
  /** The DAG folder is missing, empty or not a folder. */
  AT_DAG_FOLDER: 2,
  /** No profile for that Airflow version. */
  AT_AIRFLOW_VERSION: 2,
  /** A setting that the image does not know, with `strict`. */
  AT_SETTING: 2,
  /** Two named versions are known not to work together. */
  AT_INCOMPATIBLE: 2,
  /** The vitest that is installed has another major than this package is made for. */
  AT_VITEST: 2,
  /** What is kept of a cluster for the next process cannot be read. */
  AT_STATE: 2,
  /** No container engine answers. */
  AT_ENGINE: 3,
  /** An image cannot be found, pulled or built. */
  AT_IMAGE: 3,
  /** A host port that was asked for is taken. */
  AT_PORT: 3,
  /** A container could not be created or started. */
  AT_CONTAINER: 4,
  /** A component exited while the cluster was starting. */
  AT_COMPONENT_EXITED: 4,
  /** A step did not become ready in its time. */
  AT_NOT_READY: 4,
  /** Python requirements could not be installed. */
  AT_REQUIREMENTS: 3,
  /** Airflow's API refused a request or answered with something unexpected. */
  AT_API: 1,
  /** A DAG, run or task that does not exist. */
  AT_NOT_FOUND: 1,
  /** A DAG file could not be imported. */
  AT_IMPORT_ERROR: 1,
  /** Another process uses the cluster, so that this must not be done to it. */
  AT_IN_USE: 1,
  /** An Airflow that someone else runs cannot be used: nothing answers, it is no Airflow, or the login is refused. */
  AT_ATTACH: 1,
  /** It needs a container, and the cluster is one that someone else runs. */
  AT_NOT_AVAILABLE: 1,
  /** A wait after the start was not fulfilled in its time. */
  AT_TIMEOUT: 1,
  /** A table or list that a check compares is missing or cannot be read. */
  AT_SINK: 1,
  /** The caller's signal ended the operation. */
  AT_ABORTED: 130,
} as const satisfies Record<string, number>;

/** A code of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;
