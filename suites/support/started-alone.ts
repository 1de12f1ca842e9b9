import type { ChildProcess } from "node:child_process";
import { getContainerRuntimeClient } from "testcontainers";
import { startModule } from "./module-process.ts";

const fixtures = new URL("../../fixtures/index.ts", import.meta.url).href;

/** A process of its own that starts a Redis and then waits for its end. */
export async function processWithRedis(): Promise<{ child: ChildProcess; clusterId: string }> {
  const { child, line } = await startModule(`
    import { redisFixture } from ${JSON.stringify(fixtures)};
    const { service } = await redisFixture().start();
    console.log(service.container.placement.labels["airflow-testcontainers.cluster"]);
    setInterval(() => {}, 1000);`);
  return { child, clusterId: line };
}

/** The id of what is being started with this database, as soon as its container is there. */
export async function clusterWithDatabase(database: string): Promise<string | undefined> {
  const { dockerode: docker } = (await getContainerRuntimeClient()).container;
  const filters = { label: ["airflow-testcontainers.alias=postgres"] };
  for (const { Id, Labels } of await docker.listContainers({ all: true, filters })) {
    const found = await docker
      .getContainer(Id)
      .inspect()
      .catch(() => undefined);
    if (found?.Config.Env.includes(`POSTGRES_DB=${database}`)) return Labels["airflow-testcontainers.cluster"];
  }
  return undefined;
}
