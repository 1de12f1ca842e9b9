import { createRequire } from "node:module";
import { HarnessError } from "../base/harness-error.ts";

/** The major of vitest that the fixtures and matchers are made for. */
const MAJOR = 5;

/**
 * Sees to it that the vitest beside us is one that we fit.
 * @param installed its version, such as `5.1.1`
 * @throws HarnessError `AT_VITEST` for another major
 */
export function requireVitest(installed: string = installedVersion()): void {
  if (Number.parseInt(installed, 10) === MAJOR) return;
  throw new HarnessError("AT_VITEST", `airflow-testcontainers is made for vitest ${MAJOR}`, {
    observed: `vitest ${installed}`,
    try: `npm install --save-dev vitest@^${MAJOR}, or use the core ("airflow-testcontainers") with any other test runner`,
  });
}

function installedVersion(): string {
  const { version } = createRequire(import.meta.url)("vitest/package.json") as { version: string };
  return version;
}
