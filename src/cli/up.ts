import { type Command, InvalidArgumentError } from "commander";
import { HarnessError } from "../base/harness-error.ts";
import { loadConfig } from "../check/config-file.ts";
import { AirflowCluster } from "../cluster/airflow-cluster.ts";
import { offerKept } from "../cluster/kept/offer-kept.ts";
import type { ClusterOptions } from "../cluster/options.ts";
import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import { bootDisplay } from "../evidence/boot-display.ts";
import type { Cli } from "./io.ts";

interface UpFlags {
  config?: string;
  dags?: string;
  idle?: number;
  json?: boolean;
}

const EXAMPLES = `
A second \`up\`, \`check\`, \`vitest run\` and every process that starts the same cluster with \`reuse\` use the one that is kept,
with the DAG files as they are then. A cluster belongs to the project: the nearest folder upwards with a package.json, a config or a checkout.

Examples:
  $ airflow-testcontainers up                      the cluster of airflow-testcontainers.config.ts
  $ airflow-testcontainers up --dags ./dags        a cluster with these DAGs
  $ airflow-testcontainers up --dags ./dags --idle 600
  $ airflow-testcontainers down                    removes it`;

/** Adds `up`. */
export function register(program: Command, cli: Cli): void {
  program
    .command("up")
    .description(
      "start a cluster and keep it, or bring the one that is kept to a clean state and its DAG files up to date",
    )
    .option("--config <file>", "config file (default: airflow-testcontainers.config.ts in this folder)")
    .option("--dags <dir>", "a cluster with this folder of DAGs, without a config file")
    .option("--idle <seconds>", "remove it after so many seconds without use (default: 7200)", seconds)
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: UpFlags) => up(flags, cli));
}

/** The document of an `up` that did not come to an end. */
export function emptyDocument(): object {
  return { cluster: null };
}

async function up({ idle, json, ...named }: UpFlags, cli: Cli): Promise<void> {
  const options = await optionsOf(named);
  const given = typeof options.reuse === "object" ? options.reuse : {};
  const display = await bootDisplay(cli.stderr, cli.env);
  let cluster: StartedAirflowCluster;
  try {
    cluster = await new AirflowCluster({ ...options, reuse: idle === undefined ? given : { idle } }).start({
      signal: cli.signal,
      onEvent: display.onEvent,
      onSteps: (steps, id) => {
        cli.stderr.write(`cluster airflow-${id}\n`);
        display.onSteps(steps);
      },
    });
  } finally {
    display.end();
  }
  if (cluster.state.kept) await offerKept(cluster.state.kept);
  const account = await accountOf(cluster);
  await cluster.stop();
  if (json) cli.stdout.write(`${JSON.stringify({ ok: true, cluster: account, failures: [] })}\n`);
  else cli.stdout.write(inWords(account));
}

async function optionsOf({ dags, config }: Pick<UpFlags, "dags" | "config">): Promise<ClusterOptions> {
  if (dags === undefined) return (await loadConfig(config)).cluster;
  if (config !== undefined) throw new HarnessError("AT_USAGE", "--dags and --config exclude each other");
  return { dags };
}

/** What `up` tells of a cluster; no password. */
interface Account {
  readonly id: string;
  /** Whether it was kept already. */
  readonly reused: boolean;
  readonly seconds: number;
  readonly dags: string | null;
  readonly url: string;
  readonly flower: string | null;
  readonly user: string;
  readonly warnings: readonly string[];
}

async function accountOf(cluster: StartedAirflowCluster): Promise<Account> {
  const { id, reused, boot, state, admin } = cluster;
  const hasFlower = cluster.componentsOf("flower").length > 0;
  return {
    ...{ id, reused, seconds: boot.seconds, dags: state.dags ?? null, url: await cluster.apiUrl() },
    ...{ flower: hasFlower ? await cluster.flowerUrl() : null, user: admin.username, warnings: boot.warnings },
  };
}

function inWords({ id, reused, seconds, dags, url, flower, user }: Account): string {
  const rows = [
    ["cluster", `airflow-${id}, ${reused ? "kept, ready again" : "started"} in ${seconds.toFixed(1)} s`],
    ["DAGs", dags ?? "none"],
    ["Airflow", url],
    ...(flower ? [["Flower", flower]] : []),
    ["login", `${user}; the password: airflow-testcontainers status --password`],
    ["remove", "airflow-testcontainers down"],
  ];
  return rows.map(([name, value]) => `${(name as string).padEnd(9)} ${value}\n`).join("");
}

function seconds(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError("It must be a number of seconds.");
}
