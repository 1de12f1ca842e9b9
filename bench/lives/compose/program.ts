import { HarnessError } from "../../../src/base/harness-error.ts";
import { runSteps } from "../../../src/engine/fix/apply-fix.ts";
import { collectFacts } from "../../../src/engine/fix/facts.ts";
import { installCommand, updateCommand } from "../../../src/engine/fix/plan-fix.ts";
import type { Tell } from "../../job.ts";
import { run } from "./run.ts";

/** A docker compose that can be run. */
export interface ComposeProgram {
  readonly command: readonly string[];
  readonly version: string;
}

// The first with `service_completed_successfully` as a condition of depends_on.
const MINIMUM = [1, 29] as const;

const candidates = [["docker", "compose"], ["docker-compose"]] as const;

/**
 * Finds docker compose; where there is none, installs Debian's or Ubuntu's `docker-compose`, and says so before.
 * @throws HarnessError `AT_ENGINE` where there is none and none may be installed
 */
export async function composeProgram(signal: AbortSignal, tell: Tell): Promise<ComposeProgram> {
  const found = await findProgram(signal);
  if (found) return found;
  const { forbidden, root, debianLike, packageLists } = await collectFacts();
  if (forbidden || !root || !debianLike) {
    throw new HarnessError("AT_ENGINE", "docker compose is not installed", {
      expected: `"docker compose" or "docker-compose", ${MINIMUM.join(".")} or later, to compare with`,
      observed: forbidden
        ? "AIRFLOW_TESTCONTAINERS_NO_FIX=1 forbids to install it"
        : "it is installed for root on Debian and Ubuntu only",
      try: "install docker compose",
    });
  }
  tell("docker compose is missing; installing the package docker-compose");
  const steps = [...(packageLists ? [] : [updateCommand]), installCommand("docker-compose")];
  await runSteps(steps, { write: (text) => void process.stderr.write(text), env: process.env, signal });
  const installed = await findProgram(signal);
  if (installed) return installed;
  throw new HarnessError("AT_ENGINE", "docker-compose was installed and does not run");
}

async function findProgram(signal: AbortSignal): Promise<ComposeProgram | undefined> {
  for (const command of candidates) {
    const version = await run([...command, "version", "--short"], { signal }).then(
      (text) => text.trim().replace(/^v/, ""),
      () => undefined,
    );
    signal.throwIfAborted();
    if (version !== undefined && isRecent(version)) return { command, version };
  }
  return undefined;
}

/** Whether a version of docker compose knows all that our file uses. */
export function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}
