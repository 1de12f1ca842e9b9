import { throwAfter } from "../base/throw-after.ts";
import { exitError } from "../containers/member.ts";
import { RunningContainer } from "../containers/running-container.ts";
import type { Engine } from "../engine/engine.ts";
import { CLUSTER_LABEL } from "../engine/labels.ts";
import { removeAll } from "../engine/remove-all.ts";
import { type BootEvent, BootGraph, type BootResult, type StepOutline } from "./boot-graph.ts";
import { type ExitWatch, watchExits } from "./exit-watch.ts";
import type { FoundationHooks } from "./foundation.ts";

/** How a start is watched and interrupted. */
export interface BootOptions {
  /** Ends the start; what was started is removed. */
  signal?: AbortSignal;
  /** Told what happens. */
  onEvent?: (event: BootEvent) => void;
  /** Told all steps before the first begins, and the id that names the network, the containers and the volumes. */
  onSteps?: (steps: readonly StepOutline[], id: string) => void;
}

/** What is started under one id. */
export interface Boot<T> {
  /** Everything that the steps make is labelled with it. */
  readonly id: string;
  /** Containers that are meant to end, by alias. */
  readonly oneShots?: ReadonlySet<string>;
  /**
   * Adds the steps.
   * @returns makes the result of what they gave; it is handed what lets go of the reaper, once
   */
  plan(graph: BootGraph, hooks: FoundationHooks): (result: BootResult, letGo: () => Promise<void>) => T | Promise<T>;
}

/**
 * Runs the steps. A container that exits ends the start, and whatever goes wrong, nothing is left behind.
 * @throws HarnessError of the step that failed, or `AT_COMPONENT_EXITED`; the reason of the signal
 */
export async function guardedBoot<T>(
  { id, oneShots = new Set(), plan }: Boot<T>,
  { signal, onEvent, onSteps }: BootOptions,
): Promise<T> {
  const graph = new BootGraph();
  let exited: RunningContainer | undefined;
  let engine: Engine | undefined;
  let watch: ExitWatch | undefined;
  let release = async () => {};
  const letGo = async () => {
    const once = release;
    release = async () => {};
    await once();
  };
  const finish = plan(graph, {
    onEngine: async (found) => {
      engine = found;
      watch = await watchExits(found, `${CLUSTER_LABEL}=${id}`, ({ id, alias, exitCode }) => {
        if (exited || (exitCode === 0 && oneShots.has(alias))) return;
        exited = new RunningContainer(id, { engine: found, network: "", alias, labels: {} });
        graph.fail(alias, new Error(`${alias} exited`));
      });
    },
    onReaper: (letGo) => {
      release = letGo;
    },
  });
  onSteps?.(graph.outline, id);

  try {
    return await finish(await graph.run({ signal, onEvent }), letGo);
  } catch (error) {
    watch?.stop();
    // Its last lines have to be read before it is removed.
    const reason = exited && !signal?.aborted ? await exitError(exited) : error;
    return await throwAfter(reason, () => cleanUp(engine, id, letGo));
  } finally {
    watch?.stop();
  }
}

/** Removes what a failed start has made. */
async function cleanUp(engine: Engine | undefined, id: string, letGo: () => Promise<void>): Promise<void> {
  try {
    if (engine) await removeAll(engine, { [CLUSTER_LABEL]: id });
  } finally {
    await letGo();
  }
}
