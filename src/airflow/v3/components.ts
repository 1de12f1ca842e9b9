import type { ComponentPlan, Topology } from "../profile.ts";
import { script } from "./script.ts";
import { API, PASSWORDS_FILE } from "./settings.ts";

/** Port of Flower in its container. */
export const FLOWER_PORT = 5555;

/**
 * The components of Airflow 3, with what each needs at its start as seen on 3.3.2: the API server connects before it
 * imports most of what it needs (`synchronize_log_template` in airflow/utils/db.py), but wants no table; a worker opens the
 * result backend, the others write to the metadata database.
 * https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/overview.html
 */
export function components(topology: Topology): ComponentPlan[] {
  const { admin, apiPort } = topology;
  const plans: ComponentPlan[] = [
    {
      role: "api-server",
      alias: API.alias,
      needs: ["postgres"],
      cpuShares: 2048,
      command: ["python", "-c", script("start-api-server.py"), "api-server"],
      ports: [apiPort === undefined ? API.port : { container: API.port, host: apiPort }],
      files: { [PASSWORDS_FILE]: JSON.stringify({ [admin.username]: admin.password }) },
    },
    { role: "scheduler", alias: "scheduler", needs: ["migrated"], command: ["scheduler"] },
    {
      role: "dag-processor",
      alias: "dag-processor",
      needs: ["migrated"],
      // After its imports it has to parse, and looks only once a second whether that is done.
      cpuShares: 4096,
      command: ["dag-processor"],
    },
    ...workers(topology),
  ];
  if (topology.triggerer)
    plans.push({ role: "triggerer", alias: "triggerer", needs: ["migrated"], command: ["triggerer"] });
  if (topology.flower) {
    plans.push({
      role: "flower",
      alias: "flower",
      needs: ["rabbitmq"],
      command: ["celery", "flower"],
      ports: [FLOWER_PORT],
      // Flower reads FLOWER_* itself; on the command line the passwords would be in every process list.
      environment: {
        FLOWER_BROKER_API: topology.brokerApi,
        FLOWER_BASIC_AUTH: `${admin.username}:${admin.password}`,
      },
    });
  }
  return plans;
}

function workers({ workers: groups }: Topology): ComponentPlan[] {
  return groups
    .flatMap((group) => Array.from({ length: group.replicas }, () => group))
    .map(({ concurrency, queues }, index) => ({
      role: "worker",
      alias: `worker-${index + 1}`,
      needs: ["postgres", "rabbitmq"],
      cpuShares: 2048,
      command: ["celery", "worker", "--concurrency", String(concurrency), "--queues", queues.join(",")],
      queues,
      // Lets the worker finish its tasks when it is stopped.
      environment: { DUMB_INIT_SETSID: "0" },
    }));
}
