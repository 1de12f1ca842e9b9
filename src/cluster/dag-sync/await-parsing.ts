import type pg from "pg";
import type { AirflowProfile, FileYield, ParsedFile, ParsingPass, Query } from "../../airflow/profile.ts";
import { HarnessError } from "../../base/harness-error.ts";
import { until } from "../../base/until.ts";
import { lastLines } from "../../containers/member.ts";
import type { RunningContainer } from "../../containers/running-container.ts";
import { type Look, ParseProof } from "./parse-proof.ts";

/** Seconds after which what was asked for is asked for again: a request is lost where the file is being parsed. */
const ASK_AGAIN = 1.5;
/** Seconds for which the database alone is looked at; reading the log is more work, and few files need it. */
const LOG_AFTER = 0.5;

/** Where DAG files are parsed, and where it is written down. */
export interface Parsing {
  readonly profile: AirflowProfile;
  readonly client: pg.Client;
  readonly processor: RunningContainer;
}

/** What is waited for. */
export interface ParsingWait {
  readonly files: readonly string[];
  readonly gone: ReadonlySet<string>;
  /** What files gave before the change. */
  readonly before: ReadonlyMap<string, FileYield>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly onSaw?: (saw: string) => void;
}

/**
 * Has files parsed that have just been copied, and waits until a pass over each has ended that began after that.
 * @returns what each gave; files that Airflow passes over are left out
 * @throws HarnessError `AT_TIMEOUT` with the files that are left
 */
export async function awaitParsing(on: Parsing, wait: ParsingWait): Promise<ParsedFile[]> {
  const { profile, client, processor } = on;
  const { request, openRequests } = profile.parseQueries;
  const requests = async () => (await rows<{ open: number; now: number }>(client, openRequests()))[0] ?? noRequests;
  const since = (await requests()).now;
  const proof = new ParseProof(since, wait.before, wait.gone);
  let open = [...wait.files];
  await client.query(...args(request(open)));
  let askedAt = since;
  let takenUp: number | undefined;
  let look: Look = { yields: new Map() };
  let passes: Map<string, ParsingPass> | undefined;

  const probe = async () => {
    const { open: waiting, now } = await requests();
    if (waiting === 0) takenUp ??= now;
    look = { yields: await yieldsOf(on), passes };
    open = open.filter((file) => !proof.holds(file, look));
    if (open.length > 0 && takenUp !== undefined && now - takenUp > LOG_AFTER) {
      const printed = profile.parsingPasses(await processor.logs({ since: takenUp }));
      passes = printed ? byFile(printed) : passes;
      look = { ...look, passes };
      open = open.filter((file) => !proof.holds(file, look));
    }
    if (open.length === 0) return { ready: true as const, value: undefined };
    if (waiting === 0 && now - askedAt > ASK_AGAIN) {
      await client.query(...args(request(open)));
      askedAt = now;
    }
    return {
      ready: false as const,
      saw: `to be parsed: ${open.slice(0, 5).join(", ")}${open.length > 5 ? ", …" : ""}`,
    };
  };
  await until(probe, {
    ...{ timeoutMs: wait.timeoutMs, intervalMs: 50, signal: wait.signal, onSaw: wait.onSaw },
    onTimeout: async (saw) =>
      new HarnessError("AT_TIMEOUT", `not every changed DAG file was parsed in ${wait.timeoutMs / 1000} s`, {
        observed: saw,
        evidence: await lastLines(processor),
      }),
  });
  return wait.files.flatMap((file) => parsedFile(file, look) ?? []);
}

const noRequests = { open: 0, now: 0 };

/** What files gave, by file. */
export async function yieldsOf({
  client,
  profile,
}: Pick<Parsing, "client" | "profile">): Promise<Map<string, FileYield>> {
  return byFile(await rows<FileYield>(client, profile.parseQueries.yields()));
}

function parsedFile(file: string, { yields, passes }: Look): ParsedFile | undefined {
  const found = yields.get(file);
  // Airflow keeps the DAGs of a file for a while that cannot be imported any more.
  if (found) return { file, dags: found.errors > 0 ? 0 : found.dags, errors: found.errors, parsed: true };
  const pass = passes?.get(file);
  return pass && { file, dags: pass.dags, errors: pass.errors, parsed: true };
}

async function rows<Row extends object>(client: pg.Client, query: Query): Promise<Row[]> {
  return (await client.query<Row>(...args(query))).rows;
}

function args({ sql, values }: Query): [string, unknown[]] {
  return [sql, [...values]];
}

function byFile<T extends { file: string }>(all: readonly T[]): Map<string, T> {
  return new Map(all.map((one) => [one.file, one]));
}
