import type { Dag, ImportError } from "../../airflow/client/dag-api.ts";
import type { MigrationState } from "../../airflow/profile.ts";
import { HarnessError } from "../../base/harness-error.ts";
import type { RunSnapshot } from "../../results/run-snapshot.ts";
import type { LiveBroker, LiveCluster, LiveDag, LiveMetadata, LiveRun, Queryable } from "../matchers/live.ts";

/** A live run that is in one state after another, and stays in the last. XComs and logs are there when asked for. */
export function liveRun(...states: RunSnapshot[]) {
  const run = {
    ...{ dagId: "collect_logs", runId: "manual__1", looks: 0 },
    async snapshot({ xcoms = false, logs = false } = {}) {
      const state = states[Math.min(run.looks++, states.length - 1)] as RunSnapshot;
      return { ...state, xcoms: xcoms ? state.xcoms : null, logs: logs ? state.logs : null, timeline: state.timeline };
    },
  };
  return run satisfies LiveRun;
}

/** What Airflow knows of a sample DAG. */
const hello: Dag = {
  ...{ id: "hello", paused: false, stale: false, file: "hello.py", bundle: "dags-folder" },
  ...{ schedule: "*/5 * * * *", scheduleInWords: "Every 5 minutes", nextRun: null, owners: [], tags: [] },
  ...{ description: null, parsedAt: null, maxActiveTasks: null, maxActiveRuns: null, hasImportErrors: false },
};

export const importError: ImportError = {
  ...{ file: "hello.py", bundle: "dags-folder", at: "2026-11-24T15:00:00Z" },
  error: `Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/airflow/dag_processing/importers/python_importer.py", line 150, in load
  File "/usr/local/lib/python3.12/importlib/__init__.py", line 90, in import_module
  File "/opt/airflow/dags/hello.py", line 3, in <module>
    import pandas
ModuleNotFoundError: No module named 'pandas'
`,
};

/** A DAG that is not there for so many looks. */
export function liveDag({
  absentFor = 0,
  errors = [],
  minutes = 5,
  ...known
}: Partial<Dag> & { absentFor?: number; errors?: ImportError[]; minutes?: number } = {}): LiveDag {
  let looks = 0;
  const ids = ["one", "two", "three"];
  const tasks = ids.map((id) => ({
    ...{ id, operator: null, owner: null, retries: 0, retryDelay: null, downstream: [], mapped: false },
    ...{ dependsOnPast: false, triggerRule: null, queue: null, pool: null },
  }));
  return {
    id: "hello",
    async details() {
      if (looks++ >= absentFor) return { ...hello, ...known };
      throw new HarnessError("AT_NOT_FOUND", 'there is no DAG "hello"; did you mean "hullo"?');
    },
    async tasks() {
      return tasks;
    },
    importErrors: async () => errors,
    nextRuns: async (count) =>
      Array.from({ length: count }, (_, i) => new Date(Date.UTC(2026, 10, 24) + i * minutes * 60_000).toISOString()),
  };
}

const settings: Readonly<Record<string, string>> = {
  "core.executor": "LocalExecutor",
  "core.load_examples": "False",
  "core.fernet_key": "hush",
};

/** A cluster of which the API hides the key. */
export function liveCluster(migrations: Partial<MigrationState> = {}): LiveCluster & LiveMetadata {
  return {
    api: {
      async setting(section, option) {
        const found = settings[`${section}.${option}`];
        if (found !== undefined) return option.endsWith("_key") ? "< hidden >" : found;
        throw new HarnessError("AT_NOT_FOUND", `there is no setting ${section}.${option}`);
      },
    },
    settingsInside: async () => ({ ...settings }),
    migrations: async () => ({ current: ["b2"], head: ["b2"], missingTables: [], ...migrations }),
  };
}

/** A database with the table `logging`, as far as the matchers ask; its rows come one look after another. */
export function database(...looks: Record<string, unknown>[][]): Queryable & { queries: number } {
  let at = 0;
  return {
    queries: 0,
    async query(sql, values = []) {
      this.queries++;
      if (sql.startsWith("select attname")) {
        if (values[0] !== '"logging"') return { rows: [] };
        const column = (name: string, type: string, base = type) => ({ name, type, base });
        return {
          rows: [
            column("time", "timestamp without time zone"),
            column("level", "character varying(10)", "character varying"),
            column("id", "integer"),
          ],
        };
      }
      if (sql.includes("is not null as there")) return { rows: [{ there: false }] };
      if (sql.includes("from pg_class")) return { rows: [{ name: "logging" }, { name: "dag_run" }] };
      if (sql.includes("to_regtype")) {
        const bases: Record<string, string> = { int: "integer", varchar: "character varying", text: "text" };
        return { rows: [{ base: bases[values[0] as string] ?? null }] };
      }
      const rows = looks[Math.min(at, looks.length - 1)] ?? [];
      if (sql.includes("count(*)")) {
        at++;
        return { rows: [{ count: String(rows.length) }] };
      }
      return { rows };
    },
  };
}

/** A broker with the queues `default` and `etl`; each look finds one consumer more, up to the given number. */
export function broker(consumers: number): LiveBroker {
  let found = 0;
  return {
    login: { vhost: "airflow" },
    ask: async <T>() => [{ name: "default" }, { name: "etl" }] as T,
    consumersOf: async () => Math.min(++found, consumers),
  };
}
