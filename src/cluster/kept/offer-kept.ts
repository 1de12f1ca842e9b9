import { withProcessLock } from "../../base/process-lock.ts";
import type { KeptPlace } from "./kept-place.ts";
import { KeptStore } from "./store.ts";

/** Notes that `up` keeps a cluster: from now on `reuse: "if-up"` finds it. */
export async function offerKept({ folder, name }: KeptPlace): Promise<void> {
  const store = new KeptStore(folder);
  await withProcessLock(store.lockPath(name), async () => {
    const stored = store.read(name);
    if (stored?.phase === "up") store.write(name, { ...stored, offered: true });
  });
}
