import { HarnessError } from "../../base/harness-error.ts";
import type { FoundEngine } from "../find-engine.ts";
import { collectFacts, type FixFacts } from "./facts.ts";
import type { FixIo } from "./fix-io.ts";
import { type FixPlan, type FixStep, updateCommand } from "./plan-fix.ts";
import { type Daemon, runCommand, startDaemon } from "./run-command.ts";
import { verifyNetwork, waitForEngine } from "./verify.ts";

type Steps = Extract<FixPlan, { kind: "steps" }>;

/** A daemon that a step started. */
interface Started {
  readonly daemon: Daemon;
  readonly log: string;
}

/**
 * Carries out a plan: each command is printed before it runs, and at the end an engine answers and can make a network.
 * @throws HarnessError `AT_ENGINE` with the last lines of what failed
 */
export async function applyFix(plan: Steps, facts: FixFacts, io: FixIo): Promise<FoundEngine> {
  const started = await runSteps(plan.steps, io);
  const found = await waitForEngine({ uri: plan.mustBeNamed, init: facts.init, ...started }, io);
  await verifyNetwork(found);
  if (plan.mustBeNamed === undefined) return found;
  throw new HarnessError("AT_ENGINE", `the engine answers at ${plan.mustBeNamed}, where testcontainers does not look`, {
    try: `export DOCKER_HOST=${plan.mustBeNamed}`,
  });
}

/**
 * Runs steps one after the other.
 * @throws HarnessError `AT_ENGINE` with the last lines of the first that fails
 */
export async function runSteps(steps: readonly FixStep[], io: FixIo): Promise<Started | undefined> {
  let started: Started | undefined;
  for (const step of steps) {
    io.signal?.throwIfAborted();
    if (step.kind !== "daemon") await run(step, steps.includes(updateCommand), io);
    else if (!(await alreadyRuns(step, io))) {
      io.write(`$ ${shown(step)}\n`);
      started = { daemon: startDaemon(step.argv, step.log, io.env), log: step.log };
    }
  }
  return started;
}

/** A step as one would type it. */
export function shown(step: FixStep): string {
  const command = step.argv.join(" ");
  return step.kind === "daemon" ? `${command} </dev/null >>${step.log} 2>&1 &` : command;
}

async function run(step: FixStep, updated: boolean, io: FixIo): Promise<void> {
  let result = await runShown(step, io);
  if (result.code !== 0 && step.kind === "install" && !updated) {
    await run(updateCommand, true, io);
    result = await runShown(step, io);
  }
  if (result.code === 0 || (step.kind === "install" && (await hasEngine(step, io)))) return;
  throw new HarnessError("AT_ENGINE", `${step.argv.slice(0, 2).join(" ")} failed`, {
    expected: "exit code 0",
    observed: `exit code ${result.code}`,
    evidence: lastLines(result.output),
    try: step.kind === "install" ? "look whether apt reaches a mirror that has these packages" : undefined,
  });
}

/** A package whose service could not be started counts as failed, though it is there; we start it ourselves. */
async function hasEngine(step: FixStep, io: FixIo): Promise<boolean> {
  if (!step.argv.includes("docker.io")) return false;
  return (await collectFacts({ env: io.env })).programs.dockerd !== undefined;
}

function runShown(step: FixStep, io: FixIo): ReturnType<typeof runCommand> {
  io.write(`$ ${shown(step)}\n`);
  return runCommand(step.argv, io.write, io.env);
}

/** The installation may have started the engine, and so may another process. */
async function alreadyRuns(step: FixStep, io: FixIo): Promise<boolean> {
  const facts = await collectFacts({ env: io.env });
  return facts.search.found !== undefined || (step.argv[0] === "dockerd" && facts.dockerdRuns);
}

function lastLines(text: string, lines = 20): string {
  return text.split("\n").slice(-lines).join("\n");
}
