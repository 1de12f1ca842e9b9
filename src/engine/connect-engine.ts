import { bindingFor } from "./bind-address.ts";
import type { Engine } from "./engine.ts";
import { type FindOptions, findEngine } from "./find-engine.ts";
import { diskOfEngine, resourceWarnings } from "./resources.ts";
import { whereabouts } from "./whereabouts.ts";

let connecting: Promise<Engine> | undefined;

/**
 * Finds the engine, once per process; a failed search is not remembered.
 * @throws HarnessError `AT_ENGINE` with every place looked at and why it failed
 */
export function connectEngine(options: FindOptions = {}): Promise<Engine> {
  connecting ??= connect(options).catch((error: unknown) => {
    connecting = undefined;
    throw error;
  });
  return connecting;
}

async function connect(options: FindOptions): Promise<Engine> {
  const found = await findEngine(options);
  const { info, place } = found;
  const here = await whereabouts(place.uri, found.docker, options);
  const binding = await bindingFor(here.host, options.env);
  const disk = await diskOfEngine(here.local, info);
  return Object.freeze({
    docker: found.docker,
    id: info.ID,
    name: info.Name,
    uri: place.uri,
    host: binding.host,
    bindAddress: binding.bindAddress,
    local: here.local,
    version: info.version,
    apiVersion: info.apiVersion,
    architecture: info.architecture,
    cpus: info.NCPU,
    cpuShares: info.CPUShares,
    memoryBytes: info.MemTotal,
    warnings: [...(binding.warning ? [binding.warning] : []), ...resourceWarnings(info.MemTotal, disk)],
  });
}
