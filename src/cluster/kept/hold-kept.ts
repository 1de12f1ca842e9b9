import type { Engine } from "../../engine/engine.ts";
import type { KeptStore } from "./store.ts";
import { sweepKept } from "./sweep-kept.ts";

/** Milliseconds between two notes that a cluster is in use. */
const NOTE_MS = 60_000;

/**
 * Notes from time to time that a kept cluster is in use, and removes others that are idle meanwhile. It does not keep
 * the process alive.
 * @returns ends that, with a last note
 */
export function holdKept(store: KeptStore, name: string, idle: number, engine: Engine): () => Promise<void> {
  store.touch(name);
  const note = () => {
    try {
      store.touch(name);
    } catch {
      // A folder that is gone for a moment; the next note tells.
    }
    sweepKept(store, async () => engine).catch(() => {});
  };
  const timer = setInterval(note, Math.min(NOTE_MS, (idle * 1000) / 4)).unref();
  return async () => {
    clearInterval(timer);
    store.touch(name);
  };
}
