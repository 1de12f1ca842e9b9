import { withProcessLock } from "../../base/process-lock.ts";
import type { Engine } from "../../engine/engine.ts";
import { CLUSTER_LABEL } from "../../engine/labels.ts";
import { removeAll } from "../../engine/remove-all.ts";
import type { KeptPlace } from "./kept-place.ts";
import { removeKept } from "./remove-kept.ts";
import { KeptStore } from "./store.ts";

/** Removes a kept cluster for good, when no other process starts or changes it. */
export async function forgetKept(engine: Engine, id: string, { folder, name }: KeptPlace): Promise<void> {
  const store = new KeptStore(folder);
  await withProcessLock(store.lockPath(name), async () => {
    const stored = store.read(name);
    // Another may have taken its place since.
    const other = stored && "id" in stored && stored.id !== id;
    await (other ? removeAll(engine, { [CLUSTER_LABEL]: id }) : removeKept(engine, store, name));
  });
}
