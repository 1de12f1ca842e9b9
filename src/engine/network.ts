import { getContainerRuntimeClient, StartedNetwork } from "testcontainers";
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
    return new StartedNetwork(await getContainerRuntimeClient(), name, network);
  } catch (error) {
    throw new HarnessError("AT_CONTAINER", `the network ${name} could not be made`, {
      observed: reasonOf(error),
      try: networkAdvice(reasonOf(error)),
      cause: error,
    });
  }
}
