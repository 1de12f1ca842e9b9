import { tryProcessLock } from "../../base/process-lock.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Stored } from "./entry.ts";
import { removeKept } from "./remove-kept.ts";
import { DEFAULT_IDLE } from "./reuse-wanted.ts";
import type { KeptStore } from "./store.ts";

/**
 * Removes kept clusters that nobody has used for as long as they may be idle, and those whose start was cut off. One
 * that is being started, attached to or removed at this moment is left alone, and so is what runs on another engine.
 * @param find asked for the engine only where something is to be removed
 * @returns what was removed, a sentence each
 */
export async function sweepKept(
  store: KeptStore,
  find: () => Promise<Pick<Engine, "docker" | "id">>,
  now: () => number = Date.now,
): Promise<string[]> {
  const removed: string[] = [];
  for (const name of store.names()) {
    if (!dueReason(store, name, now())) continue;
    const release = await tryProcessLock(store.lockPath(name));
    if (!release) continue;
    try {
      const reason = dueReason(store, name, now());
      const engine = reason && (await find());
      if (!engine || !isOn(store.read(name), engine)) continue;
      await removeKept(engine, store, name);
      removed.push(`removed the kept cluster ${name}: ${reason}`);
    } finally {
      await release();
    }
  }
  return removed;
}

/** Whether an entry's cluster runs on this engine; one that cannot be read may. */
export function isOn(stored: Stored | undefined, { id }: Pick<Engine, "id">): boolean {
  return stored !== undefined && (stored.phase === "unreadable" || stored.engine === id);
}

/** Why it is to be removed, if its lock is free. */
function dueReason(store: KeptStore, name: string, now: number): string | undefined {
  const stored = store.read(name);
  if (!stored) return undefined;
  if (stored.phase === "starting") return "its start was cut off";
  const idle = stored.phase === "unreadable" ? DEFAULT_IDLE : stored.idle;
  const unused = (now - store.lastUsed(name)) / 1000;
  return unused > idle ? `unused for ${inWords(unused)}` : undefined;
}

/** Seconds as `42 s`, `3 min` or `2.5 h`. */
export function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1).replace(/\.0$/, "")} h`;
}
