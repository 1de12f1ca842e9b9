import { HarnessError } from "../base/harness-error.ts";
import { requireApi } from "../engine/find-engine.ts";
import { applyFix, shown } from "../engine/fix/apply-fix.ts";
import { collectFacts } from "../engine/fix/facts.ts";
import { planFix } from "../engine/fix/plan-fix.ts";
import type { Cli } from "./io.ts";

/** How `doctor --fix` was called. */
export interface FixOptions {
  /** Nobody needs to be asked. */
  readonly yes: boolean;
}

/**
 * Makes an engine answer where that is ours to do, telling everything on standard error.
 * @throws HarnessError `AT_ENGINE` where it is not, or where it fails; `AT_USAGE` where nobody can be asked
 */
export async function fixEngine({ yes }: FixOptions, cli: Cli): Promise<void> {
  const facts = await collectFacts({ env: cli.env });
  const plan = planFix(facts);
  switch (plan.kind) {
    case "nothing":
      if (facts.search.found) requireApi(facts.search.found);
      cli.stderr.write(`${plan.reason}\n`);
      return;
    case "refuse":
      throw new HarnessError("AT_ENGINE", plan.reason, { try: plan.try });
    case "steps": {
      const commands = plan.steps.map(shown);
      if (!yes) await askFor(commands, cli);
      const write = (text: string): void => void cli.stderr.write(text);
      const found = await applyFix(plan, facts, { write, env: cli.env, signal: cli.signal });
      requireApi(found);
      cli.stderr.write(`the engine at ${found.place.uri} answers\n`);
      return;
    }
    default:
      plan satisfies never;
  }
}

/** @throws HarnessError `AT_USAGE` where the answer is no, or nobody can be asked */
async function askFor(commands: readonly string[], cli: Cli): Promise<void> {
  const list = commands.map((command) => `  ${command}`).join("\n");
  if (!cli.confirm) {
    throw new HarnessError("AT_USAGE", "doctor --fix would change this machine, and nobody can be asked", {
      observed: commands.join("\n"),
      try: "the same with --yes",
    });
  }
  cli.stderr.write(`This would run, as root:\n${list}\n`);
  if (!(await cli.confirm("Run it?"))) throw new HarnessError("AT_USAGE", "nothing was done");
}
