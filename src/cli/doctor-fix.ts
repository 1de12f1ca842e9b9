import { HarnessError } from "../base/harness-error.ts";
import { type FoundEngine, requireApi } from "../engine/find-engine.ts";
import { applyFix, runSteps, shown } from "../engine/fix/apply-fix.ts";
import { collectFacts } from "../engine/fix/facts.ts";
import type { FixIo } from "../engine/fix/fix-io.ts";
import { planBaseTool } from "../engine/fix/plan-base-tool.ts";
import { type FixStep, planFix } from "../engine/fix/plan-fix.ts";
import { needsBaseTool } from "./base-tool-need.ts";
import type { Cli } from "./io.ts";

/** How `doctor --fix` was called. */
export interface FixOptions {
  /** Nobody needs to be asked. */
  readonly yes: boolean;
}

/**
 * Makes an engine answer where that is ours to do, and provides what images are built with where some must be built.
 * Everything it has to say goes to standard error.
 * @throws HarnessError `AT_ENGINE` where it is not ours to do, or fails; `AT_USAGE` where nobody can be asked
 */
export async function fixEngine(options: FixOptions, cli: Cli): Promise<void> {
  const io: FixIo = { write: (text) => void cli.stderr.write(text), env: cli.env, signal: cli.signal };
  const found = await provideEngine(options, cli, io);
  cli.stderr.write(`the engine at ${found.place.uri} answers\n`);
  await provideBaseTool(found, options, cli, io);
}

async function provideEngine(options: FixOptions, cli: Cli, io: FixIo): Promise<FoundEngine> {
  const facts = await collectFacts({ env: cli.env, signal: cli.signal });
  const plan = planFix(facts);
  switch (plan.kind) {
    case "nothing":
      requireApi(plan.found);
      return plan.found;
    case "refuse":
      throw new HarnessError("AT_ENGINE", plan.reason, { try: plan.try });
    case "steps": {
      await askFor(plan.steps, options, cli);
      const found = await applyFix(plan, facts, io);
      requireApi(found);
      return found;
    }
    default:
      return plan satisfies never;
  }
}

async function provideBaseTool(found: FoundEngine, options: FixOptions, cli: Cli, io: FixIo): Promise<void> {
  const needed = await needsBaseTool(found, cli.env);
  const plan = planBaseTool(
    await collectFacts({ env: cli.env, search: async () => ({ named: false, found, dead: [] }) }),
    needed,
  );
  if (plan.kind === "refuse") cli.stderr.write(`warning: ${plan.reason}\n`);
  if (plan.kind !== "steps") return;
  await askFor(plan.steps, options, cli);
  await runSteps(plan.steps, io);
}

/** @throws HarnessError `AT_USAGE` where the answer is no, or nobody can be asked */
async function askFor(steps: readonly FixStep[], { yes }: FixOptions, cli: Cli): Promise<void> {
  if (yes) return;
  const commands = steps.map(shown);
  if (!cli.confirm) {
    throw new HarnessError("AT_USAGE", "doctor --fix would change this machine, and nobody can be asked", {
      observed: commands.join("\n"),
      try: "the same with --yes",
    });
  }
  cli.stderr.write(`This would run, as root:\n${commands.map((command) => `  ${command}\n`).join("")}`);
  if (!(await cli.confirm("Run it?"))) throw new HarnessError("AT_USAGE", "nothing was done");
}
