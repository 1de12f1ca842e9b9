import { describe, expect, it, onTestFinished } from "vitest";
import { type Reply, replay } from "../../airflow/client/testing/replay.ts";
import { createApiV2 } from "../../airflow/client/v2/api-v2.ts";
import { ApiCleaner } from "./api-cleaner.ts";

const run = (dag_run_id: string, state: string): object => ({ dag_run_id, dag_id: "etl", state, conf: {} });
const runs = [run("old", "success"), run("now", "running")];
const paths = "/api/v2/dags/etl/dagRuns";
const answers: Record<string, Reply> = {
  "GET /api/v2/dags": { dags: [{ dag_id: "etl" }], total_entries: 1 },
  [`GET ${paths}`]: { dag_runs: runs, total_entries: 2 },
  [`GET ${paths}/now`]: runs[1] as object,
  [`PATCH ${paths}/now`]: run("now", "failed"),
  [`DELETE ${paths}/old`]: [204, undefined],
  [`DELETE ${paths}/now`]: [204, undefined],
};

/** A cleaner of recorded answers, and what it was asked to change. */
async function cleanerOf(allowReset: boolean) {
  const { url, got } = await replay(onTestFinished, answers);
  const changes = () => got.map(({ name }) => name).filter((name) => !/^GET|\/auth\//.test(name));
  return {
    cleaner: new ApiCleaner(
      createApiV2(() => url, { token: "t" }),
      allowReset,
    ),
    got,
    changes,
  };
}

describe("an Airflow that someone else runs is cleaned by its API:", () => {
  it("not at all where that was not allowed by name, and nothing is asked", async () => {
    const { cleaner, got } = await cleanerOf(false);
    await expect(cleaner.reset()).rejects.toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: reset() is not available when attached, because it deletes the runs of all DAGs, which may be someone's
        try       for an Airflow that nobody needs but tests: \`allowReset: true\` among the options of attach()]
    `);
    expect(got).toEqual([]);
  });

  it("all runs, those that still run being ended first", async () => {
    const { cleaner, changes } = await cleanerOf(true);
    expect(await cleaner.reset()).toMatchObject({
      stopped: [{ dagId: "etl", runId: "now", state: "running" }],
      dropped: [],
    });
    expect(changes()).toEqual([`PATCH ${paths}/now`, `DELETE ${paths}/old`, `DELETE ${paths}/now`]);
  });

  it("within the time that it gets, telling which runs have not ended, and none is deleted", async () => {
    const { cleaner, changes } = await cleanerOf(true);
    await expect(cleaner.reset({ within: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: not everything that runs could be stopped within 0 s
        expected  no run and no task under way
        observed  etl now: running
        try       more time: \`{ within: milliseconds }\`]
    `);
    expect(changes().filter((name) => name.startsWith("DELETE"))).toEqual([]);
    const enough = new Error("enough");
    await expect(cleaner.reset({ signal: AbortSignal.abort(enough) })).rejects.toBe(enough);
  });

  it("only the runs that are named, without being allowed more; one that is gone is no error", async () => {
    const { cleaner, changes } = await cleanerOf(false);
    const gone = { dagId: "etl", runId: "gone" };
    expect(await cleaner.removeRuns([{ dagId: "etl", runId: "now" }, gone])).toMatchObject([{ runId: "now" }]);
    expect(changes()).toEqual([`PATCH ${paths}/now`, `DELETE ${paths}/now`]);
  });
});
