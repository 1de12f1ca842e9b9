import type { Engine } from "./engine.ts";
import type { Labels } from "./labels.ts";

/** Makes a volume and returns its name. */
export async function createVolume(engine: Engine, name: string, labels: Labels): Promise<string> {
  const volume = await engine.docker.createVolume({ Name: name, Labels: { ...labels } });
  return volume.name;
}
