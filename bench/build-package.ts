import { join } from "node:path";
import type { Tell } from "./job.ts";
import { outsideEnvironment, runScript } from "./run-script.ts";

/** Builds the package as `npm run build` does, so that what is measured in other processes is what is there now. */
export async function buildPackage(signal: AbortSignal, tell: Tell): Promise<void> {
  tell("building the package");
  const env = outsideEnvironment();
  // The script calls the compiler by its name.
  env.PATH = `${join(import.meta.dirname, "../node_modules/.bin")}:${env.PATH ?? ""}`;
  await runScript(join(import.meta.dirname, "../scripts/build.ts"), [], { env, signal });
}
