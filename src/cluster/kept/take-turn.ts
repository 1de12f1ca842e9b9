import { acquireProcessLock } from "../../base/process-lock.ts";
import type { Engine } from "../../engine/engine.ts";
import type { StepContext } from "../boot-graph.ts";
import type { ClusterPlan } from "../plan.ts";
import { resolveImages } from "../resolve-images.ts";
import type { Stored } from "./entry.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { projectFolder } from "./project-folder.ts";
import { shapeOf } from "./shape.ts";
import { type KeptStore, nameOf } from "./store.ts";

/** The turn of this process to start or use a cluster of one shape; no other process starts or changes one meanwhile. */
export interface Turn {
  readonly name: string;
  readonly project: string;
  readonly fingerprint: Fingerprint;
  /** What was remembered of it when the turn began. */
  readonly stored: Stored | undefined;
  release(): Promise<void>;
}

/** Finds out the shape of a plan's cluster, and waits for the turn. */
export async function takeTurn(
  engine: Engine,
  store: KeptStore,
  plan: ClusterPlan,
  { signal, saw }: Pick<StepContext, "signal" | "saw">,
): Promise<Turn> {
  const project = projectFolder();
  const images = Object.entries(await resolveImages(plan, engine, { signal, saw })).flatMap(([service, image]) =>
    // What cleans up did not shape the cluster.
    image && service !== "ryuk" ? [[service, image.id] as const] : [],
  );
  const shape = await shapeOf(plan, Object.fromEntries(images), { engine, project });
  const fingerprint = fingerprintOf(shape, store.key);
  const name = nameOf(fingerprint.hash);
  const onWait = (holder: string) => saw(`${holder} starts or changes this cluster`);
  const release = await acquireProcessLock(store.lockPath(name), { signal, onWait });
  saw("looking at the kept cluster");
  return { name, project, fingerprint, stored: store.read(name), release };
}
