import { openStateFolder, stateFolderPath } from "../../cluster/kept/state-folder.ts";
import { KeptStore } from "../../cluster/kept/store.ts";
import type { Cli } from "../io.ts";

/**
 * The folder of kept clusters.
 * @throws HarnessError `AT_STATE` where it cannot be used
 */
export function openStore({ env }: Pick<Cli, "env">): KeptStore {
  return new KeptStore(openStateFolder(stateFolderPath({ env })));
}
