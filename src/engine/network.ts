import type Dockerode from "dockerode";
import type { StartedNetwork } from "testcontainers";
import { HarnessError, reasonOf } from "../base/harness-error.ts";
import type { Engine } from "./engine.ts";
import type { Labels } from "./labels.ts";
import { networkAdvice } from "./network-advice.ts";

/** What a network of ours is made of. */
export interface NetworkOptions {
  readonly name: string;
  readonly labels: Labels;
}

/**
 * Makes a bridge network whose containers publish their ports on the engine's bind address alone.
 * @throws HarnessError `AT_CONTAINER` with what the engine said
 */
export async function createNetwork(engine: Engine, { name, labels }: NetworkOptions): Promise<StartedNetwork> {
  try {
    const network = await engine.docker.createNetwork({
      Name: name,
      CheckDuplicate: true,
      Driver: "bridge",
      Labels: { ...labels },
      Options: { "com.docker.network.bridge.host_binding_ipv4": engine.bindAddress },
    });
    return startedNetwork(name, network);
  } catch (error) {
    throw new HarnessError("AT_CONTAINER", `the network ${name} could not be made`, {
      observed: reasonOf(error),
      try: networkAdvice(reasonOf(error)),
      cause: error,
    });
  }
}

/** A network as testcontainers' containers take one; for its own class all of testcontainers would have to be loaded. */
export function startedNetwork(name: string, network: Dockerode.Network): StartedNetwork {
  const stop = async () => {
    await network.remove();
    return {};
  };
  const started = {
    getId: () => network.id,
    getName: () => name,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
  return started satisfies Pick<StartedNetwork, keyof StartedNetwork> as unknown as StartedNetwork;
}
