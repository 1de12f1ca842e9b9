import { setTimeout as sleep } from "node:timers/promises";
import { HarnessError } from "../../base/harness-error.ts";
import { ContainerEndpoint } from "../../containers/endpoint.ts";
import type { RunningContainer } from "../../containers/running-container.ts";
import { StartedPostgres } from "../../containers/started-postgres.ts";
import type { Engine } from "../../engine/engine.ts";
import { containersOf } from "../cluster-containers.ts";
import { aliases } from "../plan.ts";
import { type Holder, holders, inWords, LINGER_MS } from "../reset/holders.ts";
import { sameProcess, thisProcess } from "../reset/process-name.ts";
import type { KeptEntry } from "./entry.ts";

/**
 * Sees to it that no other process uses a kept cluster. One that was killed uses nothing, and where the metadata database
 * does not answer, nobody does.
 * @param done what would happen to the cluster: `removed`
 * @throws HarnessError `AT_IN_USE` naming the others
 */
export async function assertUnused(engine: Engine, entry: KeptEntry, done: string): Promise<void> {
  const users = await otherUsers(engine, entry);
  if (users.length === 0) return;
  throw new HarnessError(
    "AT_IN_USE",
    `another process uses the kept cluster airflow-${entry.id}, so it is not ${done}`,
    {
      observed: inWords(users),
      try: "once more when that process has ended, or `airflow-testcontainers down --force`, which takes it away from there",
    },
  );
}

async function otherUsers(engine: Engine, { cluster }: KeptEntry): Promise<Holder[]> {
  const container = containersOf(engine, cluster).get(aliases.postgres) as RunningContainer;
  const postgres = new StartedPostgres(new ContainerEndpoint(container), cluster.postgres);
  const client = await postgres.connect().catch(() => undefined);
  if (!client) return [];
  const begun = performance.now();
  try {
    for (;;) {
      const others = (await holders(client)).filter(({ user }) => !user || !sameProcess(user, thisProcess()));
      if (others.length === 0 || performance.now() - begun > LINGER_MS) return others;
      await sleep(100);
    }
  } catch {
    return [];
  } finally {
    await client.end().catch(() => {});
  }
}
