import { isIPv4 } from "node:net";
import type { RunningContainer, StartedAirflowCluster } from "airflow-testcontainers";
import { GenericContainer, type StartedTestContainer } from "testcontainers";

/** More than there are free addresses below that of a service. */
const SQUATTERS = 16;

/**
 * Stops a container and starts it again with another address. Some engines give the lowest free address, others the one
 * after the last: so other containers are started until one has the old address, or one above it.
 * @param meanwhile runs while the container is stopped
 * @returns the addresses before and after
 */
export async function restartElsewhere(
  cluster: StartedAirflowCluster,
  container: RunningContainer,
  meanwhile: () => Promise<void>,
): Promise<{ before: string; after: string }> {
  const before = await container.networkAddress();
  await container.stop();
  const squatters: StartedTestContainer[] = [];
  try {
    await meanwhile();
    const addressOf = (one: StartedTestContainer) => one.getIpAddress(cluster.network.getName());
    while (!squatters.some((one) => order(addressOf(one)) >= order(before)) && squatters.length < SQUATTERS) {
      squatters.push(await squatter(cluster, await container.image()));
    }
    await container.start();
    return { before, after: await container.networkAddress() };
  } finally {
    await Promise.all(squatters.map((one) => one.stop()));
  }
}

function squatter(cluster: StartedAirflowCluster, image: string): Promise<StartedTestContainer> {
  return new GenericContainer(image).withNetwork(cluster.network).withEntrypoint(["sleep", "infinity"]).start();
}

/** An address as a number, by which addresses of one network can be compared. */
function order(address: string): number {
  if (!isIPv4(address)) throw new Error(`"${address}" is no address of the network`);
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
