import { HarnessError } from "../../base/harness-error.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { KeptEntry } from "../../cluster/kept/entry.ts";
import { RunningContainer } from "../../containers/running-container.ts";
import type { Engine } from "../../engine/engine.ts";

/** The containers of a kept cluster, those of its services first. */
export function membersOf(engine: Engine, { cluster }: KeptEntry): RunningContainer[] {
  const all = [
    ...Object.entries(cluster.services),
    ...cluster.components.map(({ alias, containerId }) => [alias, containerId] as const),
  ];
  return all.map(([alias, id]) => new RunningContainer(id, { engine, network: cluster.network, alias, labels: {} }));
}

/**
 * One of them by its name.
 * @throws HarnessError `AT_NOT_FOUND` naming the nearest
 */
export function memberNamed(members: readonly RunningContainer[], name: string): RunningContainer {
  const found = members.find(({ alias }) => alias === name);
  if (found) return found;
  const names = members.map(({ alias }) => alias);
  throw new HarnessError("AT_NOT_FOUND", `the cluster has no component "${name}"${didYouMean(name, names)}`, {
    expected: names.join(", "),
  });
}
