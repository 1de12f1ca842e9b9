import { getContainerRuntimeClient } from "testcontainers";

/** Every published port of the containers that match one of the filters, as `/name address`. */
export async function publishedPorts(...filters: readonly Record<string, string[]>[]): Promise<string[]> {
  const { dockerode: docker } = (await getContainerRuntimeClient()).container;
  const containers = (await Promise.all(filters.map((one) => docker.listContainers({ filters: one })))).flat();
  return containers.flatMap(({ Names, Ports }) =>
    Ports.filter(({ PublicPort }) => PublicPort).map(({ IP }) => `${Names[0]} ${IP}`),
  );
}
