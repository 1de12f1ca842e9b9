import { expect, it } from "vitest";
import AirflowReporter from "./reporter.ts";
import { runInline } from "./testing/inline-run.ts";

const run = (dagId: string) => ({ dagId, runId: `manual__${dagId}` });
const triggers = (...dagIds: string[]) => `task.meta.airflow = ${JSON.stringify(dagIds.map(run))};`;

it("tells the dag runs of the tests that failed, and of no others", async () => {
  const { printed } = await runInline(
    `import { describe, expect, test } from "vitest";
    describe("orders", () => {
      test("late ones", ({ task }) => { ${triggers("collect", "load")} expect(1).toBe(2); });
      test("early ones", ({ task }) => { ${triggers("hello")} });
      test("none", () => { expect(1).toBe(2); });
    });`,
    new AirflowReporter(),
  );
  expect(printed).toMatch(/Tests +2 failed \| 1 passed/);
  expect(printed.slice(printed.indexOf(" dag runs of"))).toMatchInlineSnapshot(`
    " dag runs of failed tests
      orders > late ones
        collect manual__collect
        load manual__load
    "
  `);
}, 120_000);

it("says nothing where no test failed", async () => {
  const { printed } = await runInline(
    `import { test } from "vitest"; test("good", ({ task }) => { ${triggers("hello")} });`,
    new AirflowReporter(),
  );
  expect(printed).toMatch(/Tests +1 passed/);
  expect(printed).not.toContain("dag runs");
}, 120_000);
