import { requireVitest } from "./required-vitest.ts";
import { raiseTimeouts } from "./worker-config.ts";

requireVitest();
raiseTimeouts();

export { type AirflowMatchers, expect } from "./expect.ts";
export type { Waiting } from "./matchers/waiting.ts";
export { test } from "./test.ts";
