import { setTimeout as sleep } from "node:timers/promises";
import { getContainerRuntimeClient } from "testcontainers";

const LABEL = "airflow-testcontainers.cluster";

/** Containers, networks and volumes of every cluster but the one that the suites share, by name. */
export async function leftBehind(sharedId: string): Promise<string[]> {
  const { dockerode: docker } = (await getContainerRuntimeClient()).container;
  const filters = { label: [LABEL] };
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters: JSON.stringify(filters) }),
  ]);
  const foreign = (labels: Record<string, string> | undefined) => labels?.[LABEL] !== sharedId;
  return [
    ...containers.filter(({ Labels }) => foreign(Labels)).map(({ Names }) => `container ${Names[0]}`),
    ...networks.filter(({ Labels }) => foreign(Labels)).map(({ Name }) => `network ${Name}`),
    ...(volumes.Volumes ?? []).filter(({ Labels }) => foreign(Labels)).map(({ Name }) => `volume ${Name}`),
  ];
}

/** Waits until nothing is left and returns how many seconds that took, or what is left in the end. */
export async function untilNothingIsLeft(sharedId: string, seconds: number): Promise<number | string[]> {
  const begun = performance.now();
  for (;;) {
    const left = await leftBehind(sharedId);
    const passed = (performance.now() - begun) / 1000;
    if (left.length === 0) return passed;
    if (passed > seconds) return left;
    await sleep(500);
  }
}
