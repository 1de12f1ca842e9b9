import { setTimeout as sleep } from "node:timers/promises";
import { getContainerRuntimeClient } from "testcontainers";

/** What we start carries one of these, build containers their name. */
const LABELS = ["airflow-testcontainers.cluster", "airflow-testcontainers.reaper"];
const BUILD_NAME = "airflow-testcontainers-build-";

/** Our containers, networks and volumes on the engine, by kind and name. */
async function everythingOfOurs(): Promise<string[]> {
  const { dockerode: docker } = (await getContainerRuntimeClient()).container;
  const found = LABELS.map(async (label) => {
    const filters = { label: [label] };
    const [containers, networks, volumes] = await Promise.all([
      docker.listContainers({ all: true, filters }),
      docker.listNetworks({ filters }),
      docker.listVolumes({ filters: JSON.stringify(filters) }),
    ]);
    return [
      ...containers.map(({ Names }) => `container ${Names[0]}`),
      ...networks.map(({ Name }) => `network ${Name}`),
      ...(volumes.Volumes ?? []).map(({ Name }) => `volume ${Name}`),
    ];
  });
  const builds = await docker.listContainers({ all: true, filters: { name: [BUILD_NAME] } });
  return [...(await Promise.all(found)).flat(), ...builds.map(({ Names }) => `container ${Names[0]}`)];
}

/** Remembers what is there, and tells later what has come since. */
export async function watchLeftovers(): Promise<{ since(): Promise<string[]> }> {
  const before = new Set(await everythingOfOurs());
  return { since: async () => (await everythingOfOurs()).filter((name) => !before.has(name)) };
}

/** Waits until nothing is left; returns how many seconds that took, or what is left when the time is over. */
export async function untilNothingIsLeft(
  leftovers: { since(): Promise<string[]> },
  seconds: number,
): Promise<number | string[]> {
  const begun = performance.now();
  for (;;) {
    const left = await leftovers.since();
    const passed = (performance.now() - begun) / 1000;
    if (left.length === 0) return passed;
    if (passed > seconds) return left;
    await sleep(250);
  }
}
