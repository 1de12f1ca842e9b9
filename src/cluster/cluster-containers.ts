import { HarnessError } from "../base/harness-error.ts";
import { didYouMean } from "../base/nearest.ts";
import { RunningContainer } from "../containers/running-container.ts";
import type { Engine } from "../engine/engine.ts";
import type { ClusterState } from "./cluster-state.ts";

/** The containers of a running cluster by their names on its network, those of its services first. */
export function containersOf(
  engine: Engine,
  { network, services, components }: Pick<ClusterState, "network" | "services" | "components">,
): ReadonlyMap<string, RunningContainer> {
  const ids = [
    ...Object.entries(services),
    ...components.map(({ alias, containerId }) => [alias, containerId] as const),
  ];
  return new Map(ids.map(([alias, id]) => [alias, new RunningContainer(id, { engine, network, alias, labels: {} })]));
}

/**
 * The one of that name on the network.
 * @throws HarnessError `AT_NOT_FOUND` naming the nearest, and all there are
 */
export function named<T extends { readonly alias: string }>(all: readonly T[], alias: string): T {
  const found = all.find((one) => one.alias === alias);
  if (found) return found;
  const names = all.map((one) => one.alias);
  throw new HarnessError("AT_NOT_FOUND", `the cluster has no component "${alias}"${didYouMean(alias, names)}`, {
    expected: names.join(", "),
  });
}
