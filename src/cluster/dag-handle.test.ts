import { expect, it, onTestFinished } from "vitest";
import { recorded } from "../airflow/client/testing/recorded.ts";
import type { Reply } from "../airflow/client/testing/replay.ts";
import { replayedClient } from "../airflow/client/testing/replayed-client.ts";
import { DagHandle } from "./dag-handle.ts";
import type { HandleContext } from "./handle-context.ts";

const dag = recorded("dag") as object;
const errors = recorded("import-errors") as { import_errors: object[] };
const post = "POST /api/v2/dags/mixed/dagRuns";

async function handle(replies: Readonly<Record<string, Reply>> = {}, more: Omit<HandleContext, "api"> = {}) {
  const { api, got } = await replayedClient(onTestFinished, {
    "GET /api/v2/dags/mixed": dag,
    "GET /api/v2/dags": recorded("dags") as object,
    [post]: recorded("run") as object,
    ...replies,
  });
  return { dag: new DagHandle({ ...more, api }, "mixed"), api, got };
}

it("tells of each run that it asks for, before the handle is there, and leaves a note", async () => {
  const told: unknown[] = [];
  const onTriggered = async (run: unknown) => {
    await Promise.resolve();
    told.push(run);
  };
  const { dag, got } = await handle({}, { note: () => "a test", onTriggered });
  const { dagId, runId } = await dag.trigger({ conf: { batch: 1 } });
  expect(told).toEqual([{ dagId, runId }]);
  expect(got.at(-1)?.body).toMatchObject({ conf: { batch: 1 }, note: "a test", logical_date: null });
  await dag.trigger({ note: "my own" });
  expect(got.at(-1)?.body).toMatchObject({ note: "my own" });
});

it("asks for nothing with options that are wrong", async () => {
  const { dag, got } = await handle();
  await expect(dag.trigger({ logicalDate: "today" })).rejects.toMatchObject({ code: "AT_USAGE" });
  await expect(dag.run({ conf: { f: () => 1 } })).rejects.toMatchObject({ code: "AT_USAGE" });
  await expect(dag.nextRuns(0)).rejects.toMatchObject({ code: "AT_USAGE" });
  expect(got).toEqual([]);
});

it("makes no run of a paused DAG", async () => {
  const { dag: paused, got } = await handle({ "GET /api/v2/dags/mixed": { ...dag, is_paused: true } });
  await expect(paused.trigger()).rejects.toThrowErrorMatchingInlineSnapshot(`
    [HarnessError: the DAG "mixed" is paused: its runs would stay queued
      try       cluster.dag("mixed").unpause()]
  `);
  expect(got.map(({ name }) => name)).not.toContain(post);
});

it("has details only while it is parsed", async () => {
  const { dag: there } = await handle();
  expect(await there.details()).toMatchObject({ id: "mixed", schedule: "*/5 * * * *" });
  const { dag: stale } = await handle({ "GET /api/v2/dags/mixed": { ...dag, is_stale: true } });
  await expect(stale.details()).rejects.toMatchObject({ code: "AT_NOT_FOUND" });
});

it("has the import errors of its file, of files that name it, or else all", async () => {
  const own = { ...errors.import_errors[0], filename: "recorded.py" };
  const listed = { "GET /api/v2/importErrors": { import_errors: [...errors.import_errors, own], total_entries: 2 } };
  const unknown = { ...listed, "GET /api/v2/dags/mixed": [404, recorded("dag-404")] } as const;
  const filesOf = async (replies: Readonly<Record<string, Reply>>, source: string) => {
    const { dag } = await handle(replies, { source: async (file) => (file === "broken.py" ? source : "") });
    return (await dag.importErrors()).map(({ file }) => file);
  };
  expect(await filesOf(listed, "")).toEqual(["recorded.py"]);
  expect(await filesOf(unknown, 'DAG("mixed")')).toEqual(["broken.py"]);
  expect(await filesOf(unknown, "")).toEqual(["broken.py", "recorded.py"]);
});

it("has its own next runs, where a cluster can be asked", async () => {
  const nextRuns = async (count: number) => ({
    mixed: Array.from({ length: count }, (_, i) => `run ${i}`),
    other: ["x"],
  });
  expect(await (await handle({}, { nextRuns })).dag.nextRuns(2)).toEqual(["run 0", "run 1"]);
  await expect((await handle()).dag.nextRuns(2)).rejects.toMatchObject({ code: "AT_NOT_AVAILABLE" });
});
