import { describe, expect, it, onTestFinished } from "vitest";
import { recorded } from "../airflow/client/testing/recorded.ts";
import type { Reply } from "../airflow/client/testing/replay.ts";
import { replayedClient } from "../airflow/client/testing/replayed-client.ts";
import type { HandleContext } from "./handle-context.ts";
import { parsedDag } from "./parsed-dag.ts";

const dag = recorded("dag") as object;
const broken = (recorded("import-errors") as { import_errors: object[] }).import_errors[0];
const gone: Reply = [404, recorded("dag-404")];

/** A cluster that knows `mapped` and `mixed`, has a broken file, and answers for one DAG as given. */
async function cluster(replies: Readonly<Record<string, Reply>>, files: Readonly<Record<string, string>> = {}) {
  const { api, got } = await replayedClient(onTestFinished, {
    "GET /api/v2/dags": recorded("dags") as object,
    "GET /api/v2/importErrors": recorded("import-errors") as object,
    ...replies,
  });
  const context: HandleContext = { api, source: async (file) => files[file] };
  return { context, got };
}

describe("a DAG that is there", () => {
  it("costs one request", async () => {
    const { context, got } = await cluster({ "GET /api/v2/dags/mixed": dag });
    expect((await parsedDag(context, "mixed")).file).toBe("recorded.py");
    expect(got.filter(({ name }) => name.startsWith("GET"))).toHaveLength(1);
  });

  it("is waited for where it may take a while to appear", async () => {
    let looks = 0;
    const { context } = await cluster({ "GET /api/v2/dags/mixed": () => (++looks < 2 ? gone : dag) });
    expect((await parsedDag(context, "mixed", { within: 10_000 })).id).toBe("mixed");
  });
});

describe("a DAG whose file cannot be imported", () => {
  it("is an import error at once with file and traceback, where its file names it", async () => {
    const files = { "broken.py": 'with DAG("orders"):\n' };
    const { context } = await cluster({ "GET /api/v2/dags/orders": gone }, files);
    await expect(parsedDag(context, "orders", { within: 60_000 })).rejects.toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: the DAG "orders" cannot be imported from broken.py: ModuleNotFoundError: No module named '없는모듈'
        evidence  broken.py:
                  Traceback (most recent call last):
                    File "<frozen importlib._bootstrap>", line 241, in _call_with_frames_removed
                    File "/opt/airflow/dags/broken.py", line 2, in <module>
                      import 없는모듈
                  ModuleNotFoundError: No module named '없는모듈'
        try       withRequirements(…) for a package, or the module beside the DAG]
    `);
  });

  it("is one where `@dag` makes it of a function, too", async () => {
    const { context } = await cluster({ "GET /api/v2/dags/orders": gone }, { "broken.py": "@dag\ndef orders():\n" });
    await expect(parsedDag(context, "orders")).rejects.toMatchObject({ code: "AT_IMPORT_ERROR" });
  });

  it("is one where Airflow remembers it of an earlier time", async () => {
    const import_errors = [broken, { ...broken, filename: "recorded.py" }];
    const { context } = await cluster({
      "GET /api/v2/dags/mixed": { ...dag, is_stale: true, has_import_errors: true },
      "GET /api/v2/importErrors": { import_errors, total_entries: 2 },
    });
    await expect(parsedDag(context, "mixed")).rejects.toMatchObject({
      ...{ code: "AT_IMPORT_ERROR", what: expect.stringContaining("from recorded.py: ") },
      parts: { evidence: expect.not.stringContaining("broken.py:\n") },
    });
  });
});

describe("a DAG that does not exist", () => {
  it("is told at once, with the nearest one and what else may be the reason", async () => {
    const files = { "broken.py": "import x", "nightly.py": "with DAG('mixd'):" };
    const { context } = await cluster({ "GET /api/v2/dags/mixd": gone }, files);
    const passing = { ...context, passedOver: ["nightly.py", "helper.py"] };
    await expect(parsedDag(passing, "mixd")).rejects.toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: there is no DAG "mixd"; did you mean "mixed"?
        expected  mapped, mixed
        evidence  nightly.py names it, but DAG discovery passed over it: it lacks the word "airflow" or "dag", or an .airflowignore names it
                  broken.py cannot be imported: ModuleNotFoundError: No module named '없는모듈']
    `);
  });

  it("may be one that is gone from its file", async () => {
    const { context } = await cluster({ "GET /api/v2/dags/mixed": { ...dag, is_stale: true } });
    await expect(parsedDag(context, "mixed", { within: 1 })).rejects.toMatchObject({
      ...{ code: "AT_NOT_FOUND", what: 'there is no DAG "mixed" any more: it is gone from recorded.py' },
    });
  });

  it("is no import error where its id is only a part of a word of a broken file", async () => {
    const { context } = await cluster({ "GET /api/v2/dags/ord": gone }, { "broken.py": 'DAG("orders")\nord("a")' });
    await expect(parsedDag(context, "ord")).rejects.toMatchObject({ code: "AT_NOT_FOUND" });
  });
});
