import type { Readable } from "node:stream";
import { ALIAS_LABEL } from "../containers/placement.ts";
import type { Engine } from "../engine/engine.ts";

/** A container that has ended. */
export interface Exit {
  readonly id: string;
  /** Its name on the network. */
  readonly alias: string;
  readonly exitCode: number;
}

/** Tells of containers that exit. */
export interface ExitWatch {
  stop(): void;
}

/**
 * Listens to the engine for the end of a cluster's containers, so that a wait ends with the container it waits for.
 * @param onExit told of each container that ends
 */
export async function watchExits(engine: Engine, label: string, onExit: (exit: Exit) => void): Promise<ExitWatch> {
  const stream = (await engine.docker.getEvents({
    filters: { type: ["container"], event: ["die"], label: [label] },
  })) as Readable;
  let pending = "";
  stream.on("data", (chunk: Buffer) => {
    const lines = (pending + chunk.toString("utf8")).split("\n");
    pending = lines.pop() ?? "";
    for (const line of lines.filter(Boolean)) {
      const { id, Actor } = JSON.parse(line) as { id: string; Actor: { Attributes: Record<string, string> } };
      onExit({
        id,
        alias: Actor.Attributes[ALIAS_LABEL] ?? id.slice(0, 12),
        exitCode: Number(Actor.Attributes.exitCode),
      });
    }
  });
  // An engine that goes away is noticed by whatever is waited for.
  stream.on("error", () => {});
  return { stop: () => void stream.destroy() };
}
