import { availableParallelism } from "node:os";
import { runCaptured, runInTerminal } from "./run-command.ts";
import type { Group, Stage } from "./stages.ts";
import { type Count, countOf, reported } from "./vitest-report.ts";

/** Runs the stages of a group, one for each core at once; what each prints comes whole when it has ended. */
export async function runGroup(group: Group): Promise<Count[]> {
  if (group.length === 1) return Promise.all(group.map(runAlone));
  const waiting = [...group];
  const counts: Count[] = [];
  const lane = async () => {
    for (let stage = waiting.shift(); stage; stage = waiting.shift()) counts.push(await runBeside(stage));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return counts;
}

async function runAlone(stage: Stage): Promise<Count> {
  const begun = performance.now();
  console.log(heading(stage));
  const ok = await runInTerminal(reported(stage));
  console.log(ending(stage, ok, begun));
  return countOf(stage, ok);
}

async function runBeside(stage: Stage): Promise<Count> {
  const begun = performance.now();
  const { ok, output } = await runCaptured(reported(stage));
  console.log([heading(stage), output.trim(), ending(stage, ok, begun)].filter(Boolean).join("\n"));
  return countOf(stage, ok);
}

function heading({ name, command }: Stage): string {
  return `\n── ${name}: ${command.join(" ")}`;
}

function ending({ name }: Stage, ok: boolean, begun: number): string {
  return `── ${name}: ${ok ? "ok" : "FAILED"} after ${((performance.now() - begun) / 1000).toFixed(1)} s`;
}
