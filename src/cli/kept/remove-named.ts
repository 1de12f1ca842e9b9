import { HarnessError } from "../../base/harness-error.ts";
import { withProcessLock } from "../../base/process-lock.ts";
import { assertUnused } from "../../cluster/kept/assert-unused.ts";
import { removeKept } from "../../cluster/kept/remove-kept.ts";
import type { KeptStore } from "../../cluster/kept/store.ts";
import { isOn } from "../../cluster/kept/sweep-kept.ts";
import { connectEngine } from "../../engine/connect-engine.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Removed } from "../../engine/remove-all.ts";
import type { Cli } from "../io.ts";

/** A kept cluster that was removed. */
export interface RemovedKept extends Removed {
  readonly name: string;
  /** Undefined where nothing could be read of it. */
  readonly id?: string;
}

/** What came of removing kept clusters. */
export interface Removal {
  readonly removed: readonly RemovedKept[];
  /** `AT_IN_USE` for each that another process uses. */
  readonly refused: readonly HarnessError[];
}

/**
 * Removes kept clusters on this engine, each when no other process starts or changes it.
 * @param force also what another process uses
 */
export async function removeNamed(
  store: KeptStore,
  names: readonly string[],
  cli: Pick<Cli, "stderr" | "signal">,
  force = false,
): Promise<Removal> {
  const removed: RemovedKept[] = [];
  const refused: HarnessError[] = [];
  const engine = names.length > 0 ? await connectEngine() : undefined;
  for (const name of engine ? names : []) {
    const onWait = (holder: string) => cli.stderr.write(`waiting for ${holder}, which starts or changes ${name}\n`);
    const remove = () => removeOne(engine as Engine, store, name, force);
    try {
      const one = await withProcessLock(store.lockPath(name), remove, { onWait, signal: cli.signal });
      if (one) removed.push(one);
    } catch (error) {
      if (!(error instanceof HarnessError) || error.code !== "AT_IN_USE") throw error;
      refused.push(error);
    }
  }
  return { removed, refused };
}

async function removeOne(
  engine: Engine,
  store: KeptStore,
  name: string,
  force: boolean,
): Promise<RemovedKept | undefined> {
  const stored = store.read(name);
  // Another engine is asked another time; whoever held the lock may have removed it.
  if (!isOn(stored, engine)) return undefined;
  if (stored?.phase === "up" && !force) await assertUnused(engine, stored, "removed");
  return { name, id: idOf(store, name), ...(await removeKept(engine, store, name)) };
}

/** Id of the cluster that an entry is about; undefined where it cannot be read. */
export function idOf(store: KeptStore, name: string): string | undefined {
  const stored = store.read(name);
  return stored && "id" in stored ? stored.id : undefined;
}

/** What it is called towards people. */
export function nameOf({ name, id }: Pick<RemovedKept, "name" | "id">): string {
  return id === undefined ? name : `airflow-${id}`;
}
