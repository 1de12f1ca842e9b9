import { type Command, InvalidArgumentError } from "commander";
import { HarnessError, reasonOf } from "../base/harness-error.ts";
import { loadConfig, withTriggerer } from "../check/config-file.ts";
import { type CheckDefinition, defineCheck } from "../check/definition.ts";
import { type CheckReport, emptyReport } from "../check/report.ts";
import { runCheck } from "../check/run-check.ts";
import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import { bootDisplay } from "../evidence/boot-display.ts";
import { BootTrace } from "../evidence/trace/boot-trace.ts";
import { criticalPathWords } from "../evidence/trace/critical-path.ts";
import { traceDocument } from "../evidence/trace/trace-events.ts";
import { assertWritable, writeTrace } from "../evidence/trace/trace-file.ts";
import { defaultAirflowVersion } from "../images/defaults.ts";
import { checkSummary, type Look } from "./check-summary.ts";
import { failureOf } from "./failure.ts";
import type { Cli } from "./io.ts";

interface CheckFlags {
  config?: string;
  dags?: string;
  requirements?: string;
  workers?: number;
  run?: string[];
  runAll?: boolean;
  trace?: string;
  json?: boolean;
}

/** Adds `check`. */
export function register(program: Command, cli: Cli): void {
  program
    .command("check")
    .description(
      "start a cluster, check settings, DAGs and schedules, run what is named, and remove the cluster, unless it is kept",
    )
    .option("--config <file>", "config file (default: airflow-testcontainers.config.ts in this folder)")
    .option("--dags <dir>", "check this folder of DAGs, without a config file")
    .option("--requirements <file>", "Python requirements to install, with --dags")
    .option("--workers <n>", "number of Celery workers, with --dags (default: 1)", wholeNumber)
    .option("--run <dag...>", "run these DAGs, with --dags")
    .option("--run-all", "run every DAG of the folder once, with --dags")
    .option("--trace <file>", "write how the start went, for https://ui.perfetto.dev or chrome://tracing")
    .option("--json", "print one JSON document on standard output")
    .action(async (flags: CheckFlags) => check(flags, cli));
}

/** The document of a check that did not begin. */
export function emptyDocument(): object {
  const { ok: _ok, failures: _failures, ...fields } = emptyReport(defaultAirflowVersion);
  return fields;
}

async function check(flags: CheckFlags, cli: Cli): Promise<void> {
  const definition = await definitionOf(flags);
  if (flags.trace !== undefined) await assertWritable(flags.trace);
  const report = emptyReport(definition.cluster.airflowVersion ?? defaultAirflowVersion);
  const display = await bootDisplay(cli.stderr, cli.env);
  const trace = new BootTrace();
  try {
    const outcome = await runCheck(definition, report, {
      signal: cli.signal,
      runAll: flags.runAll,
      onSteps: (steps, id) => {
        cli.stderr.write(`cluster airflow-${id}\n`);
        display.onSteps(steps);
        trace.onSteps(steps, id);
      },
      onEvent: (event) => {
        trace.onEvent(event);
        display.onEvent(event);
      },
      onBooted: async (cluster) => {
        display.end();
        await tellTrace(trace, flags.trace, cli, cluster);
      },
      onProgress: (line) => cli.stderr.write(`${line}\n`),
    });
    cli.signal.throwIfAborted();
    if (!flags.json) cli.stdout.write(`${checkSummary(report, outcome, lookOf(cli))}\n`);
    else for (const note of outcome.notes) cli.stderr.write(`${note}\n`);
    cli.exitWith(report.ok ? 0 : 1);
  } catch (error) {
    const { code, message } = failureOf(error, cli.signal);
    report.ok = false;
    report.failures.push({ code, message });
    // A start that failed has no account of its own.
    if (report.boot.steps.length === 0) {
      report.boot = trace.times;
      await tellTrace(trace, flags.trace, cli);
    }
    throw error;
  } finally {
    display.end();
    if (flags.json) cli.stdout.write(`${JSON.stringify(report satisfies CheckReport)}\n`);
  }
}

/** Writes the trace where it is wanted, and says what it shows. That it cannot be had is told, and is no failure. */
async function tellTrace(
  { id, steps }: BootTrace,
  file: string | undefined,
  { stderr }: Cli,
  cluster?: StartedAirflowCluster,
): Promise<void> {
  if (file === undefined) return;
  try {
    // What a cluster that was up already has used says nothing of this start.
    const usage = cluster && !cluster.reused ? await cluster.usage() : {};
    await writeTrace(file, traceDocument(id, steps, usage));
    stderr.write(`the start took ${criticalPathWords(steps)}\n`);
    const used = Object.entries(usage).sort(([, a], [, b]) => b.cpuSeconds - a.cpuSeconds);
    const seconds = used.map(([name, { cpuSeconds }]) => `${name} ${cpuSeconds.toFixed(1)} s`);
    if (seconds.length > 0) stderr.write(`processor time until then: ${seconds.join(", ")}\n`);
    stderr.write(`trace: ${file}\n`);
  } catch (error) {
    stderr.write(`there is no trace: ${reasonOf(error)}\n`);
  }
}

function lookOf({ stdout, env }: Cli): Look {
  const terminal = Boolean(stdout.isTTY);
  return { color: terminal && !env.NO_COLOR, unicode: terminal, width: stdout.columns };
}

async function definitionOf(flags: CheckFlags): Promise<CheckDefinition> {
  const { dags, requirements, workers, run = [], runAll } = flags;
  if (dags === undefined) {
    const alone = Object.entries({ "--requirements": requirements, "--workers": workers, "--run-all": runAll });
    const given = [
      ...alone.filter(([, value]) => value !== undefined).map(([name]) => name),
      ...(run.length ? ["--run"] : []),
    ];
    if (given.length > 0) throw new HarnessError("AT_USAGE", `${given.join(" and ")} only work with --dags`);
    return loadConfig(flags.config);
  }
  if (flags.config !== undefined) throw new HarnessError("AT_USAGE", "--dags and --config exclude each other");
  if (runAll && run.length > 0) throw new HarnessError("AT_USAGE", "--run and --run-all exclude each other");
  const definition = defineCheck({
    cluster: { dags, requirements, ...(workers !== undefined && { workers: [{ replicas: workers }] }) },
    runs: run.map((dag) => ({ dag })),
  });
  return withTriggerer(definition);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError("It must be a whole number of at least 1.");
}
