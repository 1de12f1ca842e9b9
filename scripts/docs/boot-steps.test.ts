import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { boot } from "../../src/cluster/boot.ts";
import type { StepOutline } from "../../src/cluster/boot-graph.ts";
import { planCluster } from "../../src/cluster/plan.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/how-it-works.md"), "utf8");

/** The steps of a cluster with everything that can be in one; nothing is started. */
async function steps(): Promise<readonly StepOutline[]> {
  const plan = await planCluster({ redis: true, triggerer: true, flower: true, variables: { a: "b" } }, "documented");
  return new Promise((resolve, reject) => {
    const onSteps = (outline: readonly StepOutline[]) => {
      resolve(outline);
      throw new Error("known");
    };
    boot(plan, { onSteps }).catch((error: Error) => error.message !== "known" && reject(error));
  });
}

it("the page of how it works has every step of the boot graph with what it needs", async () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)` +\|([^|]*)\|/gm)].map(([, name, needs = ""]) => ({
    name,
    needs: [...needs.matchAll(/`([\w-]+)`/g)].map(([, need]) => need).toSorted(),
  }));
  const known = (await steps()).map(({ name, needs }) => ({ name, needs: needs.toSorted() }));
  const byName = (a: { name?: string }, b: { name?: string }) => (a.name ?? "").localeCompare(b.name ?? "");
  expect(rows.toSorted(byName)).toEqual(known.toSorted(byName));
});
