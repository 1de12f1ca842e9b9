import { HarnessError, reasonOf } from "../base/harness-error.ts";
import { until } from "../base/until.ts";
import type { Engine } from "./engine.ts";
import { type Labels, labelFilter } from "./labels.ts";

/** Milliseconds after which a removal is given up. @default 30_000 */
export interface RemoveOptions {
  timeoutMs?: number;
}

/** How many of each were removed. */
export interface Removed {
  readonly containers: number;
  readonly networks: number;
  readonly volumes: number;
}

/** Ids of containers and networks, names of volumes. */
export interface Found {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
}

/**
 * Removes everything that carries all the labels: containers at once and without grace, with their anonymous volumes,
 * then networks and volumes. Looks again until nothing is left, so that what appears meanwhile goes too.
 * An empty value of a label stands for any.
 * @throws HarnessError `AT_ENGINE` naming what is left
 */
export async function removeAll(
  engine: Pick<Engine, "docker">,
  labels: Labels,
  { timeoutMs = 30_000 }: RemoveOptions = {},
): Promise<Removed> {
  if (Object.keys(labels).length === 0) throw new TypeError("removeAll needs a label");
  const gone = { containers: new Set<string>(), networks: new Set<string>(), volumes: new Set<string>() };
  const sweep = async () => {
    const found = await listAll(engine, labels);
    for (const kind of ["containers", "networks", "volumes"] as const) for (const id of found[kind]) gone[kind].add(id);
    if (isEmpty(found)) return { ready: true as const, value: undefined };
    const failures = await removeFound(engine, found);
    const left = await listAll(engine, labels);
    if (isEmpty(left)) return { ready: true as const, value: undefined };
    return { ready: false as const, saw: [...names(left), ...failures].join("; ") };
  };
  await until(sweep, {
    timeoutMs,
    probeTimeoutMs: timeoutMs,
    intervalMs: 100,
    onTimeout: (saw) =>
      new HarnessError("AT_ENGINE", `not everything could be removed in ${timeoutMs / 1000} s`, { observed: saw }),
  });
  return { containers: gone.containers.size, networks: gone.networks.size, volumes: gone.volumes.size };
}

/** What carries all the labels. */
export async function listAll({ docker }: Pick<Engine, "docker">, labels: Labels): Promise<Found> {
  const filters = labelFilter(labels);
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters: JSON.stringify(filters) }),
  ]);
  return {
    containers: containers.map(({ Id }) => Id),
    networks: networks.map(({ Id }) => Id),
    volumes: (volumes.Volumes ?? []).map(({ Name }) => Name),
  };
}

async function removeFound(engine: Pick<Engine, "docker">, found: Found): Promise<string[]> {
  const failures: string[] = [];
  const each = (ids: readonly string[], remove: (id: string) => Promise<unknown>): Promise<unknown> =>
    Promise.all(ids.map((id) => remove(id).catch((error: unknown) => tolerate(error, failures))));
  const { docker } = engine;
  await each(found.containers, (id) => docker.getContainer(id).remove({ force: true, v: true }));
  await Promise.all([
    each(found.networks, (id) => removeNetwork(engine, id)),
    each(found.volumes, (name) => docker.getVolume(name).remove({ force: true })),
  ]);
  return failures;
}

/** Disconnects containers that are not ours first, which would keep the network alive. */
async function removeNetwork({ docker }: Pick<Engine, "docker">, id: string): Promise<void> {
  const network = docker.getNetwork(id);
  const { Containers = {} } = (await network.inspect()) as { Containers?: Record<string, unknown> };
  const leave = (Container: string) => network.disconnect({ Container, Force: true }).catch(() => {});
  await Promise.all(Object.keys(Containers ?? {}).map(leave));
  await network.remove();
}

/** 404: somebody else was quicker. 409: a removal is under way, or an endpoint not gone yet; the next look decides. */
function tolerate(error: unknown, failures: string[]): void {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  if (status !== 404) failures.push(reasonOf(error));
}

/** Whether nothing was found. */
export function isEmpty({ containers, networks, volumes }: Found): boolean {
  return containers.length + networks.length + volumes.length === 0;
}

function names({ containers, networks, volumes }: Found): string[] {
  return [
    ...containers.map((id) => `container ${id.slice(0, 12)}`),
    ...networks.map((id) => `network ${id.slice(0, 12)}`),
    ...volumes.map((name) => `volume ${name}`),
  ];
}
