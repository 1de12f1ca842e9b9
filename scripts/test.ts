import { runGroup } from "./test/run-group.ts";
import { groupsOf } from "./test/stages.ts";

/** Runs the tests, without an engine (`--fast`), the heavy ones alone (`--heavy`), or all of them (`--all`). */
const [choice = ""] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

for (const group of groupsOf(choice)) {
  for (const count of await runGroup(group)) {
    for (const key of ["passed", "failed", "skipped"] as const) total[key] += count[key];
  }
  // Later ones take longer and build on it.
  if (total.failed > 0) break;
}

if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
