import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Checks that folders import in one direction only, and that the checker has really read the sources. */
const folders = ["src", "fixtures", "suites", "bench"].filter((folder) => existsSync(folder));

interface Answer {
  summary: {
    totalCruised: number;
    error: number;
    violations: { rule: { name: string }; from: string; to: string }[];
  };
}

const { summary } = ask();
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} imports ${to}`);
// Without a compiler that it understands, the checker reads nothing and finds nothing wrong.
if (summary.totalCruised < 50) console.error(`only ${summary.totalCruised} modules were read`);
console.log(`${summary.totalCruised} modules, ${summary.error} faults`);
process.exitCode = summary.error > 0 || summary.totalCruised < 50 ? 1 : 0;

/** The checker exits with the number of faults; its answer is the same either way. */
function ask(): Answer {
  const command = ["--config", ".dependency-cruiser.mjs", "--output-type", "json", ...folders];
  try {
    return JSON.parse(execFileSync("depcruise", command, { encoding: "utf8", maxBuffer: 2 ** 28 })) as Answer;
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    if (stdout) return JSON.parse(stdout) as Answer;
    throw error;
  }
}
