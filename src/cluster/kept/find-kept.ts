import type { Engine } from "../../engine/engine.ts";
import type { StepContext } from "../boot-graph.ts";
import { assertUnused } from "./assert-unused.ts";
import type { KeptEntry, Stored } from "./entry.ts";
import { differentParts, type Fingerprint } from "./fingerprint.ts";
import { illnessOf } from "./illness.ts";
import { removeKept } from "./remove-kept.ts";
import type { KeptStore } from "./store.ts";
import { isOn } from "./sweep-kept.ts";
import type { Turn } from "./take-turn.ts";

/** Looks for one of the clusters that are remembered, in this process's turn. */
export type Find = (
  engine: Engine,
  store: KeptStore,
  turn: Turn,
  context: StepContext,
) => Promise<KeptEntry | undefined>;

/**
 * The kept cluster that it is the turn for. What is there and cannot be used is removed, with a warning that says why.
 * @throws HarnessError `AT_IN_USE` where another process uses one that is unwell
 */
export const findKept: Find = async (engine, store, turn, { signal, saw, warn }) => {
  const { stored } = turn;
  if (!stored) {
    tellOthers(store, engine, turn, warn, () => true);
    return undefined;
  }
  const fault = faultOf(stored, turn.fingerprint);
  const entry = stored as KeptEntry;
  const reason = fault ?? (await illnessOf(engine, entry, { signal }));
  if (!reason) return entry;
  if (stored.phase === "up") await assertUnused(engine, stored, `replaced, though ${reason}`);
  warn(`the kept cluster ${"id" in stored ? `airflow-${stored.id}` : turn.name} is replaced: ${reason}`);
  saw("removing it");
  await removeKept(engine, store, turn.name);
  return undefined;
};

/** The cluster that it is the turn for, if `up` keeps it and it works. One that is unwell is left to `up`, with a warning. */
export const findUp: Find = async (engine, store, turn, { signal, warn }) => {
  const { stored } = turn;
  if (stored?.phase !== "up" || !stored.offered) {
    tellOthers(store, engine, turn, warn, ({ offered }) => offered);
    return undefined;
  }
  const reason = faultOf(stored, turn.fingerprint) ?? (await illnessOf(engine, stored, { signal }));
  if (!reason) return stored;
  warn(`the kept cluster airflow-${stored.id} is not used: ${reason}; airflow-testcontainers up replaces it`);
  return undefined;
};

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
  { project, fingerprint }: Turn,
  warn: (text: string) => void,
  isExpected: (other: KeptEntry) => boolean,
): void {
  for (const name of store.names()) {
    const other = store.read(name);
    if (other?.phase !== "up" || other.project !== project || !isOn(other, engine) || !isExpected(other)) continue;
    const parts = differentParts(other.parts, fingerprint.parts).join(", ");
    warn(`the kept cluster airflow-${other.id} is another one (${parts}), and stays up beside this`);
  }
}
