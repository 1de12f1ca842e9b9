import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AirflowCluster, judgeStates, type RunSnapshot, type StartedAirflowCluster } from "airflow-testcontainers";
import { beforeAll, describe, expect, it } from "vitest";
import { dagFacts } from "./support/dag-facts.ts";
import { folders } from "./support/folders.ts";
import { ownCluster } from "./support/own-cluster.ts";
import { secondsBetween, twoLoopsAfter } from "./support/schedule.ts";

const scheduled = ["every_minute", "every_second", "taken_for_seconds"];

/** Runs that there are of each DAG with a schedule, by how they came about. */
async function typesOfRuns({ api }: StartedAirflowCluster): Promise<Record<string, (string | null)[]>> {
  const found = scheduled.map(async (id) => [id, (await api.runs(id)).map(({ type }) => type)]);
  return Object.fromEntries(await Promise.all(found));
}

describe("a folder that nobody has seen before", () => {
  const cluster = ownCluster({ dags: folders.all });

  describe("with faults", () => {
    it("has an import error with file and reason for a syntax error, a missing module and a cycle", async () => {
      const errors = await cluster().api.importErrors();
      expect(Object.fromEntries(errors.map(({ file, error }) => [file, error]))).toEqual({
        "faulty/syntax_error.py": expect.stringMatching(/syntax_error\.py", line 7\n.*SyntaxError/s),
        "faulty/missing_module.py": expect.stringMatching(/line 3, .*No module named 'module_that_is_not_installed'/s),
        "faulty/cycle.py": expect.stringMatching(/Cycle detected in Dag: round_and_round\. Faulty task: \w+/),
        "faulty/korean_error.py": expect.stringContaining("RuntimeError: 설정 파일이 없습니다: DAG"),
      });
    });

    it("has its sound DAGs all the same, as they are written", async () => {
      const task = { owner: "airflow", retries: 0, retryDelay: 300, dependsOnPast: false, downstream: [] };
      const { korean, twice, ...others } = await dagFacts(cluster());
      expect(korean).toEqual({
        file: "faulty/korean.py",
        schedule: null,
        tasks: { says: { ...task, owner: "gooose", retries: 1, retryDelay: 1, downstream: ["fails"] }, fails: task },
      });
      expect(twice?.file).toMatch(/^faulty\/twice_(one|two)\.py$/);
      expect(Object.keys(others).sort()).toEqual(scheduled);
    });

    it("has an id in two files, which Airflow does not mention and the harness finds", async () => {
      expect(await cluster().duplicateDags()).toEqual({ twice: ["faulty/twice_one.py", "faulty/twice_two.py"] });
      expect(await cluster().api.dagWarnings()).toEqual([]);
      expect((await cluster().api.dag("twice")).hasImportErrors).toBe(false);
    });

    it("has a file that discovery passed over, which is told and is no error", async () => {
      expect(cluster().passedOver).toEqual(["faulty/nightly.py"]);
      expect(cluster().parsedFiles.map(({ file }) => file)).not.toContain("faulty/nightly.py");
    });
  });

  describe("in Korean", () => {
    let run: RunSnapshot;
    beforeAll(async () => {
      run = await cluster().dag("korean").run();
    });

    it("keeps the source and the description to the letter", async () => {
      expect(await cluster().api.source("korean")).toBe(await readFile(join(folders.faulty, "korean.py"), "utf8"));
      expect((await cluster().api.dag("korean")).description).toBe("로그를 모아서 저장한다");
    });

    it("keeps what a task logs, prints and returns", async () => {
      const says = { ...run, taskId: "says" };
      const { lines } = await cluster().api.log(says, 1);
      expect(lines).toEqual(expect.arrayContaining(["로그 3건을 처리했습니다", "출력도 한국어입니다 🪿"]));
      expect(await cluster().api.xcom(says)).toEqual({ 결과: "완료" });
    });

    it("keeps the reason of a task that failed", async () => {
      expect(judgeStates(run, { says: "success", fails: "failed" })).toMatchObject({ ok: true });
      const { lines } = await cluster().api.log({ ...run, taskId: "fails" }, 1);
      expect(lines).toContain("ValueError: 카드 승인이 거절되었습니다");
    });
  });

  describe("with schedules", () => {
    it("has 0/1 * * * * every minute, and a sixth field for every second", async () => {
      const { taken_for_seconds, every_second } = await cluster().nextRuns(4);
      expect(secondsBetween(taken_for_seconds)).toEqual([60, 60, 60]);
      expect(secondsBetween(every_second)).toEqual([1, 1, 1]);
    });

    it("starts no run that nobody asked for, though they are long due, and still runs what it is asked for", async () => {
      const { paused, nextRun } = await cluster().api.dag("every_minute");
      expect(paused).toBe(false);
      await twoLoopsAfter(cluster(), nextRun?.runAfter);
      expect(await typesOfRuns(cluster())).toEqual({ every_minute: [], every_second: [], taken_for_seconds: [] });

      const run = await cluster().dag("every_minute").run();
      expect(run).toMatchObject({ state: "success", type: "manual" });
      expect(await typesOfRuns(cluster())).toEqual({
        every_minute: ["manual"],
        every_second: [],
        taken_for_seconds: [],
      });
    });
  });
});

describe("control: the same schedules where they are switched on", () => {
  it("start runs by themselves", { timeout: 400_000 }, async () => {
    await using cluster = await new AirflowCluster({ dags: folders.scheduled, schedules: true }).start();
    // They are due at once, and the next time only in a minute.
    await twoLoopsAfter(cluster, (await cluster.api.dag("every_minute")).parsedAt);
    const types = await typesOfRuns(cluster);
    for (const id of scheduled) expect(types[id]).toContain("scheduled");
  });
});
