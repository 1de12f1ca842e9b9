import type { Engine } from "../../engine/engine.ts";
import { CLUSTER_LABEL, KEEPER_LABEL, KEPT_LABEL } from "../../engine/labels.ts";
import { type Removed, removeAll } from "../../engine/remove-all.ts";
import type { KeptStore } from "./store.ts";

/**
 * Removes what there is of a kept cluster, and forgets it. To be called under its lock. What the entry says is not
 * needed: everything carries its name.
 */
export async function removeKept(engine: Pick<Engine, "docker">, store: KeptStore, name: string): Promise<Removed> {
  const stored = store.read(name);
  const removed = await removeAll(engine, { [KEPT_LABEL]: name, [KEEPER_LABEL]: store.keeper });
  // Under another key it was labelled with another keeper.
  const rest = stored && "id" in stored ? await removeAll(engine, { [CLUSTER_LABEL]: stored.id }) : nothing;
  store.forget(name);
  return {
    containers: removed.containers + rest.containers,
    networks: removed.networks + rest.networks,
    volumes: removed.volumes + rest.volumes,
  };
}

const nothing: Removed = { containers: 0, networks: 0, volumes: 0 };
