/** What the statements of inline tests may use. */
export const preamble = `
import { beforeAll, describe, test } from "vitest";
import { expect } from "../../src/vitest/expect.ts";
import { explainedRun, pipelineRun, runningRun, runOf, task } from "../../src/results/testing/sample-run.ts";
import { broker, database, importError, liveCluster, liveDag, liveRun } from "../../src/vitest/testing/live-things.ts";
`;
