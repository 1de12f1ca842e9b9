import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { getContainerRuntimeClient } from "testcontainers";

const fixtures = fileURLToPath(new URL("../../fixtures/index.ts", import.meta.url));

/** A process of its own that starts a Redis and then waits for its end. */
export async function processWithRedis(): Promise<{ child: ChildProcess; clusterId: string }> {
  const code = `
    const { redisFixture } = await import(process.argv[1]);
    const { service } = await redisFixture().start();
    console.log(service.container.placement.labels["airflow-testcontainers.cluster"]);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", code, fixtures], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const clusterId = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding("utf8").once("data", (line: string) => resolve(line.trim()));
    child.once("exit", (exit) => reject(new Error(`it ended with ${exit}`)));
  });
  return { child, clusterId };
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
