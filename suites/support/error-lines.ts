import type { StartedAirflowCluster } from "airflow-testcontainers";

/** Lines by which Airflow's components tell of errors. */
const ERROR = /\[(error|critical)\s*\]|^Traceback/;

/** Error lines in the logs of all components so far, each with the component's name. */
export async function errorLines({ components }: StartedAirflowCluster): Promise<string[]> {
  const logs = components.map(async ({ alias, container }) => {
    const lines = (await container.logs()).split("\n");
    return lines.filter((line) => ERROR.test(line)).map((line) => `${alias}: ${line}`);
  });
  return (await Promise.all(logs)).flat();
}
