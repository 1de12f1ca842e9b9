import { readdirSync } from "node:fs";
import { stateFolderPath } from "../../cluster/kept/state-folder.ts";
import type { Cli } from "../io.ts";

/**
 * Removes kept clusters that are idle, and those whose start was cut off, before a command does anything else. Whatever
 * goes wrong with that is not what the command is about.
 */
export async function sweepFirst({ env, stderr }: Pick<Cli, "env" | "stderr">): Promise<void> {
  try {
    const folder = stateFolderPath({ env });
    if (!readdirSync(folder).some((file) => file.endsWith(".json"))) return;
    const [{ KeptStore }, { sweepKept }, { openStateFolder }, { connectEngine }] = await Promise.all([
      import("../../cluster/kept/store.ts"),
      import("../../cluster/kept/sweep-kept.ts"),
      import("../../cluster/kept/state-folder.ts"),
      import("../../engine/connect-engine.ts"),
    ]);
    const removed = await sweepKept(new KeptStore(openStateFolder(folder)), () => connectEngine());
    for (const line of removed) stderr.write(`${line}\n`);
  } catch {
    // There is no folder, no engine, or it is another's turn.
  }
}
