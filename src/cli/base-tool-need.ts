import { setTimeout as sleep } from "node:timers/promises";
import type Dockerode from "dockerode";
import type { Engine } from "../engine/engine.ts";
import type { FoundEngine } from "../engine/find-engine.ts";
import { BASE_TOOL } from "../engine/fix/plan-base-tool.ts";
import { findProgram } from "../engine/fix/programs.ts";
import { imageStatus } from "../images/image-status.ts";

const REGISTRY_TIMEOUT_MS = 10_000;

/**
 * Whether images must be built on a base that cannot be had without {@link BASE_TOOL}: some are missing, no Debian
 * image is there, and the engine reaches no registry that has one.
 */
export async function needsBaseTool(
  { docker }: FoundEngine,
  env: NodeJS.ProcessEnv,
  tool: string = BASE_TOOL,
): Promise<boolean> {
  if (findProgram(tool, env)) return false;
  const images = await imageStatus({ docker } as Engine);
  const base = images.find(({ service }) => service === "base");
  const missing = images.some(({ service, present }) => service !== "base" && service !== "python" && !present);
  if (!missing || base?.present !== undefined) return false;
  return base?.defaultName === undefined || !(await registryHas(docker, base.defaultName));
}

/** Asks the engine, not the network: it may have a proxy of its own. */
async function registryHas(docker: Dockerode, image: string): Promise<boolean> {
  const asked = docker.getImage(image).distribution();
  const limit = new AbortController();
  try {
    await Promise.race([
      asked,
      sleep(REGISTRY_TIMEOUT_MS, undefined, { signal: limit.signal }).then(() => Promise.reject()),
    ]);
    return true;
  } catch {
    return false;
  } finally {
    limit.abort();
  }
}
