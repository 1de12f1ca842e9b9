import { requireVitest } from "./required-vitest.ts";
import { raiseTimeouts } from "./worker-config.ts";

requireVitest();
raiseTimeouts();

export { expect } from "vitest";
export { test } from "./test.ts";
