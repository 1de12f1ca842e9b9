import type { Command } from "commander";
import { HarnessError } from "../base/harness-error.ts";
import { removeDatabaseImages } from "../cluster/database/kept-databases.ts";
import type { KeptStore } from "../cluster/kept/store.ts";
import { type RunningCluster, runningClusters } from "../cluster/running-clusters.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { KEEPER_LABEL, KEPT_LABEL } from "../engine/labels.ts";
import { type Removed, removeAll } from "../engine/remove-all.ts";
import { sweepOrphans } from "../engine/sweep-orphans.ts";
import { type RemovedImages, removeImages } from "../images/remove-images.ts";
import type { Cli } from "./io.ts";
import { removedWords } from "./kept/lines.ts";
import { openStore } from "./kept/open.ts";
import { idOf, nameOf, type RemovedKept, removeNamed } from "./kept/remove-named.ts";

interface CleanFlags {
  all?: boolean;
  images?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Without --all it removes what processes that are gone have left behind: containers, networks and volumes. What a running
process uses is left alone, and named.

Examples:
  $ airflow-testcontainers clean
  $ airflow-testcontainers clean --all             kept clusters of all projects and migrated databases too
  $ airflow-testcontainers clean --all --images    and the images that were built here`;

const nothing: RemovedImages = { removed: [], kept: [] };

/** Adds `clean`. */
export function register(program: Command, cli: Cli): void {
  program
    .command("clean")
    .description("remove what is left of clusters, and says what")
    .option("--all", "also the kept clusters of all projects, and the images with migrated databases")
    .option("--images", "also the images that were built here; they are built again when they are needed")
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: CleanFlags) => clean(flags, cli));
}

/** The document of a `clean` that did not come to an end. */
export function emptyDocument(): object {
  return { kept: [], sessions: [], rest: null, images: [], leftAlone: [] };
}

async function clean({ all, images, json }: CleanFlags, cli: Cli): Promise<void> {
  const store = openStore(cli);
  const engine = await connectEngine();
  const { removed: kept, refused } = await removeNamed(store, all ? store.names() : [], cli);
  const rest = all && refused.length === 0 ? await removeForgotten(engine, store) : undefined;
  const sessions = await sweepOrphans(engine);
  store.tidy();
  const leftAlone = await runningClusters(engine);
  const databases = all ? await removeDatabaseImages(engine) : nothing;
  const others = images ? await removeImages(engine) : nothing;
  const removed = [...databases.removed, ...others.removed];
  // A database that a cluster uses is one that is left alone anyway.
  const used = others.kept;
  const names = removed.map(({ name }) => name);
  if (json) {
    const ok = used.length === 0;
    const failures = used.map(({ image, reason }) => ({ code: "AT_IMAGE", message: `${image.name}: ${reason}` }));
    cli.stdout.write(
      `${JSON.stringify({ ok, kept, sessions, rest: rest ?? null, images: names, leftAlone, failures })}\n`,
    );
    if (!ok) cli.exitWith(3);
    return;
  }
  const lines = [...told(kept, rest, sessions), ...names.map((name) => `removed the image ${name}`)];
  cli.stdout.write(`${lines.join("\n") || "nothing was left behind"}\n`);
  for (const cluster of leftAlone) cli.stdout.write(`${leftAloneLine(cluster, store, all ?? false)}\n`);
  if (used.length > 0) {
    throw new HarnessError("AT_IMAGE", `${used.length} images could not be removed`, {
      observed: used.map(({ image, reason }) => `${image.name}: ${reason}`).join("\n"),
    });
  }
}

/** What was kept by this folder and is remembered no more, when nothing is. */
function removeForgotten(engine: Engine, store: KeptStore): Promise<Removed> {
  return removeAll(engine, { [KEPT_LABEL]: "", [KEEPER_LABEL]: store.keeper });
}

function told(kept: readonly RemovedKept[], rest: Removed | undefined, sessions: readonly string[]): string[] {
  const more = rest && rest.containers + rest.networks + rest.volumes > 0;
  return [
    ...kept.map((one) => `removed ${nameOf(one)}: ${removedWords(one)}`),
    ...(more ? [`removed what no file remembers: ${removedWords(rest)}`] : []),
    ...sessions.map((session) => `removed what session ${session} had left behind`),
  ];
}

function leftAloneLine({ id, kept }: RunningCluster, store: KeptStore, all: boolean): string {
  const own = store.names().some((name) => idOf(store, name) === id);
  if (!kept) return `left alone: airflow-${id}, which a process uses`;
  if (own && all) return `left alone: airflow-${id}, which is kept and in use; down --id ${id} --force removes it`;
  if (own) return `left alone: airflow-${id}, which is kept; --all removes it`;
  return `left alone: airflow-${id}, which another folder of kept clusters remembers; down --id ${id} removes it`;
}
