import { acquireProcessLock } from "../../base/process-lock.ts";
import type { Engine } from "../../engine/engine.ts";
import type { StepContext } from "../boot-graph.ts";
import { resolveImages } from "../ground.ts";
import type { ClusterPlan } from "../plan.ts";
import { assertUnused } from "./assert-unused.ts";
import type { KeptEntry, Stored } from "./entry.ts";
import { differentParts, type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { illnessOf } from "./illness.ts";
import { projectFolder } from "./project-folder.ts";
import { removeKept } from "./remove-kept.ts";
import { shapeOf } from "./shape.ts";
import { type KeptStore, nameOf } from "./store.ts";
import { isOn } from "./sweep-kept.ts";

/** The turn of this process to start or use a cluster of one shape. */
export interface Turn {
  readonly name: string;
  readonly project: string;
  readonly fingerprint: Fingerprint;
  /** The cluster that is there and works. */
  readonly entry?: KeptEntry;
  release(): Promise<void>;
}

/**
 * Looks for a kept cluster of the plan's shape, when no other process starts or changes one. What is there and cannot be
 * used is removed, with a warning that says why.
 */
export async function findKept(
  engine: Engine,
  store: KeptStore,
  plan: ClusterPlan,
  context: StepContext,
): Promise<Turn> {
  const { signal, saw } = context;
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
  try {
    saw("looking at the kept cluster");
    const entry = await usableEntry(engine, store, name, fingerprint, context);
    if (!entry) tellOthers(store, engine, { project, fingerprint }, context.warn);
    return { name, project, fingerprint, entry, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function usableEntry(
  engine: Engine,
  store: KeptStore,
  name: string,
  fingerprint: Fingerprint,
  { signal, saw, warn }: StepContext,
): Promise<KeptEntry | undefined> {
  const stored = store.read(name);
  if (!stored) return undefined;
  const fault = faultOf(stored, fingerprint);
  const entry = stored as KeptEntry;
  const reason = fault ?? (await illnessOf(engine, entry, { signal }));
  if (!reason) return entry;
  if (stored.phase === "up") await assertUnused(engine, stored, `replaced, though ${reason}`);
  warn(`the kept cluster ${"id" in stored ? `airflow-${stored.id}` : name} is replaced: ${reason}`);
  saw("removing it");
  await removeKept(engine, store, name);
  return undefined;
}

function faultOf(stored: Stored, fingerprint: Fingerprint): string | undefined {
  switch (stored.phase) {
    case "starting":
      return "its start was cut off";
    case "unreadable":
      return `what is known of it cannot be used (${stored.reason})`;
    case "foreign":
      return "another version of airflow-testcontainers has kept it";
    case "up":
      return stored.fingerprint === fingerprint.hash ? undefined : "what is known of it belongs to another cluster";
    default:
      return stored satisfies never;
  }
}

/** Says in what the other kept clusters of the project differ: who expects to be quick wants to know why it is not. */
function tellOthers(
  store: KeptStore,
  engine: Engine,
  { project, fingerprint }: { project: string; fingerprint: Fingerprint },
  warn: (text: string) => void,
): void {
  for (const name of store.names()) {
    const other = store.read(name);
    if (other?.phase !== "up" || other.project !== project || !isOn(other, engine)) continue;
    const parts = differentParts(other.parts, fingerprint.parts).join(", ");
    warn(`the kept cluster airflow-${other.id} is another one (${parts}), and stays up beside this`);
  }
}
