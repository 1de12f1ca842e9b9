import type Dockerode from "dockerode";
import type { Engine } from "../engine/engine.ts";
import { parseReference } from "./image-reference.ts";
import { type PullFailure, type PullOptions, pullImage } from "./pull-image.ts";

/** By engine, then by registry: what the first pull found out. */
const known = new WeakMap<Dockerode, Map<string, Promise<PullFailure | undefined>>>();

/**
 * Like {@link pullImage}, but a registry that did not answer once is not asked again by this process: pulls that start
 * together wait for the first of them, so that no machine without a registry waits for each of its images.
 */
export async function pullIfReachable(
  engine: Engine,
  name: string,
  options: PullOptions = {},
  pull: typeof pullImage = pullImage,
): Promise<PullFailure | undefined> {
  const registries = known.get(engine.docker) ?? new Map<string, Promise<PullFailure | undefined>>();
  known.set(engine.docker, registries);
  const registry = parseReference(name).registry ?? "docker.io";
  const first = registries.get(registry);
  if (!first) {
    const attempt = pull(engine, name, options);
    registries.set(registry, attempt);
    // An abort says nothing about the registry.
    attempt.catch(() => registries.delete(registry));
    return attempt;
  }
  const outcome = await first.catch(() => undefined);
  options.signal?.throwIfAborted();
  return outcome?.unreachable ? outcome : pull(engine, name, options);
}
