import type pg from "pg";
import type { AirflowProfile, ParsedFile } from "../../airflow/profile.ts";
import { HarnessError } from "../../base/harness-error.ts";
import { secondsSince } from "../../base/seconds-since.ts";
import { until } from "../../base/until.ts";
import type { RunningContainer } from "../../containers/running-container.ts";
import type { StartedPostgres } from "../../containers/started-postgres.ts";
import { dagFolder } from "../dag-folder.ts";
import { awaitParsing, yieldsOf } from "./await-parsing.ts";
import { copyChanges } from "./copy-changes.ts";
import { type ContentChange, contentChange, folderContent } from "./folder-content.ts";
import { copiedContent } from "./manifest.ts";
import { whatToParse } from "./what-to-parse.ts";

/** Any number that nothing else takes for an advisory lock. */
const LOCK = 7_310_417;

/** What a synchronisation of the DAG folder did. Paths are relative to the folder. */
export interface DagSync extends ContentChange {
  /** The files that were parsed again: those that changed, and those that may depend on them. */
  readonly parsed: readonly string[];
  /** How long it took, in seconds. */
  readonly seconds: number;
}

/** How long a synchronisation may take, and who is told of it. */
export interface DagSyncOptions {
  /** Milliseconds until the changed files must have been parsed. @default 120_000 */
  within?: number;
  /** Ends the wait; what was copied stays. */
  signal?: AbortSignal;
  /** Told what it waits for. */
  onSaw?: (saw: string) => void;
}

/** The parts of a cluster that have to do with its DAG folder. */
export interface DagHome {
  readonly profile: AirflowProfile;
  readonly postgres: StartedPostgres;
  readonly processor: RunningContainer;
  readonly seen: SeenFiles;
}

/** What Airflow has looked at, and the Python files that its discovery passed over. */
export interface SeenFiles {
  readonly parsedFiles: readonly ParsedFile[];
  readonly passedOver: readonly string[];
}

/**
 * Brings the DAG folder of a cluster to what a host's folder holds, and waits until Airflow has taken it in. One process
 * at a time does it.
 * @returns what was done, and what Airflow has looked at by now
 * @throws HarnessError `AT_DAG_FOLDER`, `AT_CONTAINER` where the dag processor does not run, `AT_TIMEOUT`
 */
export async function syncDags(
  home: DagHome,
  path: string,
  options: DagSyncOptions = {},
): Promise<{ sync: DagSync; seen: SeenFiles }> {
  const begun = performance.now();
  const { within = 120_000, signal, onSaw } = options;
  const folder = await dagFolder(path);
  const target = home.profile.paths.dags;
  const after = await folderContent(folder);
  const changeSince = async () => contentChange(await copiedContent(home.processor, target), after);
  const done = (change: ContentChange, parsed: readonly string[], parsedFiles: readonly ParsedFile[]) => ({
    sync: Object.freeze({ ...change, parsed, seconds: secondsSince(begun) }),
    seen: { parsedFiles, passedOver: passedOver(Object.keys(after), parsedFiles) },
  });
  const unchanged = await changeSince();
  if (isEmpty(unchanged)) return { ...done(unchanged, [], []), seen: home.seen };
  await assertRunning(home.processor);
  const client = await home.postgres.connect();
  try {
    await takeTurn(client, { within, signal, onSaw });
    const change = await changeSince();
    const before = await yieldsOf({ client, profile: home.profile });
    await copyChanges(home.processor, target, folder, { after, change });
    const files = whatToParse(change, [...before.values()]);
    if (files.length === 0) return done(change, [], home.seen.parsedFiles);
    const gone = new Set(change.removed);
    const parsed = await awaitParsing(
      { ...home, client },
      { files, gone, before, timeoutMs: left(within, begun), signal, onSaw },
    );
    const others = home.seen.parsedFiles.filter(({ file }) => !files.includes(file));
    return done(change, files, [...others, ...parsed]);
  } finally {
    await client.end();
  }
}

/** The lock ends with the connection. */
async function takeTurn(client: pg.Client, { within = 0, signal, onSaw }: DagSyncOptions): Promise<void> {
  const probe = async () => {
    const { rows } = await client.query<{ got: boolean }>("select pg_try_advisory_lock($1) as got", [LOCK]);
    if (rows[0]?.got) return { ready: true as const, value: undefined };
    return { ready: false as const, saw: "another process synchronises the DAG files" };
  };
  await until(probe, {
    ...{ timeoutMs: within, signal, onSaw, intervalMs: 100 },
    onTimeout: (saw) => new HarnessError("AT_TIMEOUT", "the DAG files could not be synchronised", { observed: saw }),
  });
}

async function assertRunning(processor: RunningContainer): Promise<void> {
  const { running, exitCode } = await processor.state();
  if (running) return;
  throw new HarnessError("AT_CONTAINER", `the DAG files cannot be synchronised: ${processor.alias} does not run`, {
    observed: `exit code ${exitCode}`,
    try: `start it again: cluster.component("${processor.alias}").container.start()`,
  });
}

/** The Python files at which Airflow's discovery does not look. */
export function passedOver(files: readonly string[], parsedFiles: readonly ParsedFile[]): string[] {
  const lookedAt = new Set(parsedFiles.map(({ file }) => file));
  return files.filter((file) => file.endsWith(".py") && !lookedAt.has(file));
}

function isEmpty({ added, changed, removed }: ContentChange): boolean {
  return added.length + changed.length + removed.length === 0;
}

function left(within: number, begun: number): number {
  return Math.max(1_000, within - (performance.now() - begun));
}
