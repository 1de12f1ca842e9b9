import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import type { AirflowProfile, ParsedFile } from "../airflow/profile.ts";
import { reasonOf } from "../base/harness-error.ts";
import type { Probe } from "../base/until.ts";
import type { RunningContainer } from "../containers/running-container.ts";
import type { StartedRabbitMQ } from "../containers/started-rabbitmq.ts";

/** Not yet answering is what is waited for; anything else that goes wrong is told. */
function notYet(error: unknown): { ready: false; saw: string } {
  const reason = reasonOf(error);
  const silent = /ECONNREFUSED|ECONNRESET|other side closed|is not started yet|hang up/.test(reason);
  return { ready: false, saw: silent ? "the API does not answer yet" : reason };
}

/** The API answers and reaches its database. */
export function apiAnswers(api: AirflowApi): Probe<void> {
  return async (signal) => {
    const health = await api.health({ signal }).catch(notYet);
    if ("saw" in health) return health;
    const { metadatabase } = health;
    return metadatabase.status === "healthy"
      ? { ready: true, value: undefined }
      : { ready: false, saw: `metadata database ${metadatabase.status}` };
  };
}

/** The component's heartbeat is fresh by Airflow's own judgement. */
export function heartbeatFresh(api: AirflowApi, component: "scheduler" | "dagProcessor" | "triggerer"): Probe<void> {
  return async (signal) => {
    const health = await api.health({ signal }).catch(notYet);
    if ("saw" in health) return health;
    const { status, heartbeat } = health[component] ?? {};
    return status === "healthy" && heartbeat
      ? { ready: true, value: undefined }
      : { ready: false, saw: heartbeat ? `${status}, last heartbeat ${heartbeat}` : "no heartbeat yet" };
  };
}

/** How many workers must consume each queue. */
export type ConsumersByQueue = ReadonlyMap<string, number>;

/** The workers consume their queues: RabbitMQ is asked, and not a log line. No consumer is never ready. */
export function consumesQueues(rabbitmq: StartedRabbitMQ, expected: ConsumersByQueue): Probe<void> {
  return async () => {
    const short: string[] = [];
    for (const [queue, workers] of expected) {
      const consumers = await rabbitmq.consumersOf(queue);
      if (consumers < workers) short.push(`queue ${queue}: ${consumers} of ${workers} consumers`);
    }
    return short.length === 0 ? { ready: true, value: undefined } : { ready: false, saw: short.join(", ") };
  };
}

const firstAccountMissing =
  "the dag processor has not printed its first table of files yet (it needs [logging] logging_level INFO and no json_logs)";

/** A full pass over the DAG folder has ended; the processor was started after the files were copied. */
export function folderParsed(profile: AirflowProfile, processor: RunningContainer): Probe<readonly ParsedFile[]> {
  return async () => {
    const files = profile.parsedFiles(await processor.logs({ tail: 20_000 }));
    if (!files) return { ready: false, saw: firstAccountMissing };
    const open = files.filter(({ parsed }) => !parsed);
    if (open.length === 0) return { ready: true, value: files };
    const names = open.slice(0, 3).map(({ file }) => file);
    return {
      ready: false,
      saw: `${files.length - open.length} of ${files.length} files parsed; next ${names.join(", ")}`,
    };
  };
}

/** The page of Flower is served. */
export function flowerAnswers(url: () => Promise<string>): Probe<void> {
  return async (signal) => {
    const response = await fetch(`${await url()}/healthcheck`, { signal }).catch(() => undefined);
    if (!response) return { ready: false, saw: "Flower does not answer yet" };
    return response.ok
      ? { ready: true, value: undefined }
      : { ready: false, saw: `/healthcheck answered ${response.status}` };
  };
}
