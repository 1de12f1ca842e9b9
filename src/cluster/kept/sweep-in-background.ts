import { readdirSync } from "node:fs";
import { connectEngine } from "../../engine/connect-engine.ts";
import { stateFolderPath } from "./state-folder.ts";
import { KeptStore } from "./store.ts";
import { sweepKept } from "./sweep-kept.ts";

/** The folder of kept clusters, if there are any. Where none was ever kept, nothing is made or refused. */
export function storeInUse(): KeptStore | undefined {
  try {
    if (!readdirSync(stateFolderPath()).some((file) => file.endsWith(".json"))) return undefined;
  } catch {
    return undefined;
  }
  return new KeptStore();
}

/** Removes idle clusters, of other projects too, while something else is being started. What goes wrong waits for the next. */
export function sweepInBackground(): void {
  try {
    const store = storeInUse();
    if (store) sweepKept(store, connectEngine).catch(() => {});
  } catch {
    // A folder that is not ours to use is told of by whoever needs it.
  }
}
