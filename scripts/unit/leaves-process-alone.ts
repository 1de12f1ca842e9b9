import { afterAll, beforeAll, expect } from "vitest";

/** Test files share a process: one that leaves its environment, folder, exit code or umask changed fails. */
let before: ReturnType<typeof processState>;

beforeAll(() => {
  before = processState();
});

afterAll(() => {
  expect(processState(), "the test file leaves the process as it found it").toEqual(before);
});

function processState() {
  return { env: { ...process.env }, folder: process.cwd(), exitCode: process.exitCode, umask: process.umask() };
}
