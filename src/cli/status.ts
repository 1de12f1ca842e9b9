import type { Command } from "commander";
import { HarnessError } from "../base/harness-error.ts";
import { databaseImages } from "../cluster/database/kept-databases.ts";
import { chooseKept } from "../cluster/kept/choose-kept.ts";
import { keptAccounts } from "../cluster/kept/kept-accounts.ts";
import { type RunningCluster, runningClusters } from "../cluster/running-clusters.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import type { OwnImage } from "../images/own-images.ts";
import type { Cli } from "./io.ts";
import { accountLines } from "./kept/lines.ts";
import { openStore } from "./kept/open.ts";

interface StatusFlags {
  password?: boolean;
  id?: string;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  $ airflow-testcontainers status
  $ airflow-testcontainers status --password       the administrator's password, and nothing else
  $ airflow-testcontainers status --json | jq -r '.kept[].url'`;

/** Adds `status`. */
export function register(program: Command, cli: Cli): void {
  program
    .command("status")
    .description("list the clusters that are kept, those that other processes use, and kept databases")
    .option("--password", "print the password of the administrator of the project's cluster")
    .option("--id <id>", "that of this cluster, with --password")
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: StatusFlags) => status(flags, cli));
}

/** The document of a `status` that did not come to an end. */
export function emptyDocument(): object {
  return { kept: [], others: [], databases: [] };
}

async function status({ password, id, json }: StatusFlags, cli: Cli): Promise<void> {
  const store = openStore(cli);
  if (id !== undefined && !password) throw new HarnessError("AT_USAGE", "--id only works with --password");
  if (password) {
    const { admin } = chooseKept(store, { id }).entry.cluster;
    const document = { ok: true, user: admin.username, password: admin.password, failures: [] };
    cli.stdout.write(`${json ? JSON.stringify(document) : admin.password}\n`);
    return;
  }
  const engine = await connectEngine();
  const [kept, running, databases] = await Promise.all([
    keptAccounts(engine, store, cli.signal),
    runningClusters(engine),
    databaseImages(engine),
  ]);
  const others = running.filter((one) => !kept.some((account) => account.id === one.id));
  if (json) {
    cli.stdout.write(`${JSON.stringify({ ok: true, kept, others, databases, failures: [] })}\n`);
    return;
  }
  const lines = [...kept.flatMap((account) => accountLines(account)), ...others.map(otherLine)];
  if (lines.length === 0) lines.push("nothing is up");
  if (databases.length > 0) lines.push(databasesLine(databases));
  cli.stdout.write(`${lines.join("\n")}\n`);
}

function databasesLine({ length }: readonly OwnImage[]): string {
  return length === 1
    ? "1 migrated database is kept as an image; clean --all removes it"
    : `${length} migrated databases are kept as images; clean --all removes them`;
}

function otherLine({ id, kept, running, containers }: RunningCluster): string {
  const whose = kept ? "kept by another folder of kept clusters" : "of a process, which removes it at its end";
  return `airflow-${id}: ${whose}; ${running} of ${containers} containers run`;
}
