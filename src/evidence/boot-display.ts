import type { Output } from "./output.ts";
import type { BootDisplay } from "./watched-boot.ts";

/** A line per step that is redrawn in a terminal; elsewhere a line for each step that ends, and reminders. */
export async function bootDisplay(output: Output, env: NodeJS.ProcessEnv = process.env): Promise<BootDisplay> {
  if (!output.isTTY || env.TERM === "dumb") {
    const { plainDisplay } = await import("./plain-display.ts");
    return plainDisplay(output);
  }
  const { liveDisplay } = await import("./live-display.ts");
  // Only a real stream is a terminal.
  return liveDisplay(output as NodeJS.WriteStream, !env.NO_COLOR);
}
