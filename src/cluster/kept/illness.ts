import type { ContainerInfo } from "dockerode";
import { profileFor } from "../../airflow/profiles.ts";
import { HarnessError } from "../../base/harness-error.ts";
import { type Probe, until } from "../../base/until.ts";
import { ContainerEndpoint } from "../../containers/endpoint.ts";
import type { RunningContainer } from "../../containers/running-container.ts";
import { StartedRabbitMQ } from "../../containers/started-rabbitmq.ts";
import type { Engine } from "../../engine/engine.ts";
import { CLUSTER_LABEL, labelFilter } from "../../engine/labels.ts";
import { containersOf } from "../cluster-containers.ts";
import { aliases } from "../plan.ts";
import { apiAnswers, consumesQueues, heartbeatFresh } from "../readiness.ts";
import type { KeptEntry } from "./entry.ts";

/** Milliseconds for which a cluster that is all there may be silent: a machine that wakes up needs a moment. */
const PATIENCE_MS = 15_000;

/**
 * Why a kept cluster cannot be used, or undefined where it works: every container runs, the API answers, the heartbeats
 * are fresh and the workers consume their queues.
 */
export async function illnessOf(
  engine: Engine,
  { id, cluster, consumers }: KeptEntry,
  { signal, patienceMs = PATIENCE_MS }: { signal?: AbortSignal; patienceMs?: number } = {},
): Promise<string | undefined> {
  const list = async () => engine.docker.listContainers({ all: true, filters: labelFilter({ [CLUSTER_LABEL]: id }) });
  const found = await list();
  const containers = containersOf(engine, cluster);
  const missing = missingIn(found, containers);
  if (missing) return missing;
  const profile = profileFor(cluster.version);
  const port = found
    .find(({ Id }) => Id === containers.get(profile.api.alias)?.id)
    ?.Ports.find(({ PrivatePort }) => PrivatePort === profile.api.port)?.PublicPort;
  const api = profile.client(() => `http://${engine.host}:${port}`, cluster.admin);
  const broker = containers.get(aliases.rabbitmq) as RunningContainer;
  const rabbitmq = new StartedRabbitMQ(new ContainerEndpoint(broker), cluster.rabbitmq, cluster.harness);
  const hasTriggerer = cluster.components.some(({ role }) => role === "triggerer");
  const signs: Record<string, Probe<void>> = {
    scheduler: heartbeatFresh(api, "scheduler"),
    "dag processor": heartbeatFresh(api, "dagProcessor"),
    ...(hasTriggerer && { triggerer: heartbeatFresh(api, "triggerer") }),
    workers: consumesQueues(rabbitmq, new Map(Object.entries(consumers))),
  };
  const works: Probe<undefined> = async (limit) => {
    const answers = await apiAnswers(api)(limit);
    if (!answers.ready) return answers;
    const seen = Object.entries(signs).map(async ([name, probe]) => [name, await probe(limit)] as const);
    const saw = (await Promise.all(seen)).flatMap(([name, one]) => (one.ready ? [] : [`${name}: ${one.saw}`]));
    return saw.length === 0 ? { ready: true, value: undefined } : { ready: false, saw: saw.join("; ") };
  };
  try {
    return await until(works, {
      ...{ timeoutMs: patienceMs, signal },
      onTimeout: (saw) => new HarnessError("AT_NOT_READY", saw),
    });
  } catch (error) {
    signal?.throwIfAborted();
    // A container may have ended meanwhile, which says more than that nothing answers.
    return missingIn(await list(), containers) ?? (error instanceof HarnessError ? error.what : String(error));
  }
}

function missingIn(found: readonly ContainerInfo[], wanted: ReadonlyMap<string, RunningContainer>): string | undefined {
  if (found.length === 0) return "its containers are gone";
  const faults = [...wanted].flatMap(([alias, { id }]) => {
    const container = found.find(({ Id }) => Id === id);
    if (!container) return [`${alias} is gone`];
    // One that the engine is just restarting may be well in a moment.
    if (container.State === "running" || container.State === "restarting") return [];
    return [
      container.State === "exited" ? `${alias} ${container.Status.toLowerCase()}` : `${alias} is ${container.State}`,
    ];
  });
  return faults.length > 0 ? faults.join(", ") : undefined;
}
