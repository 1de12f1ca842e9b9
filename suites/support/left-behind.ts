import { setTimeout as sleep } from "node:timers/promises";
import type { RunningContainer } from "airflow-testcontainers";
import { getContainerRuntimeClient } from "testcontainers";

/** Containers, networks and volumes of a cluster, by kind and name; undefined is a cluster that was never begun. */
export async function leftOf(clusterId: string | undefined): Promise<string[]> {
  if (clusterId === undefined) return [];
  const { dockerode: docker } = (await getContainerRuntimeClient()).container;
  const filters = { label: [`airflow-testcontainers.cluster=${clusterId}`] };
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
}

/** The id under which a service alone is labelled, as a cluster is. */
export function clusterOf({ placement }: RunningContainer): string {
  return placement.labels["airflow-testcontainers.cluster"] as string;
}

/** The cluster that a command line told of on its standard error. */
export function clusterIn(stderr: string): string | undefined {
  return /^cluster airflow-(\w+)$/m.exec(stderr)?.[1];
}

/** Waits until nothing is left and returns how many seconds that took, or what is left when the time is over. */
export async function untilNothingIsLeft(clusterId: string, seconds: number): Promise<number | string[]> {
  const begun = performance.now();
  for (;;) {
    const left = await leftOf(clusterId);
    const passed = (performance.now() - begun) / 1000;
    if (left.length === 0) return passed;
    if (passed > seconds) return left;
    await sleep(250);
  }
}
