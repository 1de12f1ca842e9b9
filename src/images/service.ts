/** The services of a cluster that come from an image. */
export const services = ["airflow", "postgres", "rabbitmq", "redis", "ryuk"] as const;

/** One of {@link services}; `ryuk` is the reaper. */
export type Service = (typeof services)[number];
