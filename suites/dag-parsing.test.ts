import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CheckReport, StartedAirflowCluster } from "airflow-testcontainers";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { sharedCluster } from "./support/cluster.ts";
import { collectors } from "./support/collector-results.ts";
import { commandLine } from "./support/command-line.ts";
import { dagFacts } from "./support/dag-facts.ts";
import { folders } from "./support/folders.ts";
import { secondsBetween } from "./support/schedule.ts";

describe("the pipeline's folder", () => {
  let cluster: StartedAirflowCluster;
  beforeAll(async () => {
    cluster = await sharedCluster();
  });

  it("has exactly its DAGs with their tasks, dependencies, retries, owner and schedule", async () => {
    const task = { owner: "gooose", retries: 3, retryDelay: 60, dependsOnPast: false, downstream: [] };
    expect(await dagFacts(cluster)).toEqual({
      collect_logs: {
        file: "mydags.py",
        schedule: "*/5 * * * *",
        tasks: {
          if_exists_table: { ...task, dependsOnPast: true, downstream: collectors },
          ...Object.fromEntries(collectors.map((id) => [id, task])),
        },
      },
      environment: { file: "mydags.py", schedule: null, tasks: { where_am_i: task } },
    });
  });

  it("has no import error and no warning", async () => {
    expect(await cluster.api.importErrors()).toEqual([]);
    expect(await cluster.api.dagWarnings()).toEqual([]);
    expect(cluster.parsedFiles.filter(({ errors }) => errors > 0)).toEqual([]);
    expect(await cluster.duplicateDags()).toEqual({});
  });

  it("has helpers that import and are no DAGs", async () => {
    const helpers = ["constant", "func", "redisqueue"];
    const dags = Object.fromEntries(cluster.parsedFiles.map(({ file, dags }) => [file, dags]));
    for (const file of cluster.passedOver) dags[file] = 0;
    expect(dags).toEqual({ "mydags.py": 2, ...Object.fromEntries(helpers.map((name) => [`${name}.py`, 0])) });

    for (const { container } of cluster.componentsOf("worker")) {
      const { output, exitCode } = await container.exec(["python", "-c", `import ${helpers.join(", ")}`], {
        workingDir: "/opt/airflow/dags",
      });
      expect({ output, exitCode }).toEqual({ output: "", exitCode: 0 });
    }
  });

  it("runs every five minutes by its schedule", async () => {
    const { collect_logs, environment } = await cluster.nextRuns(5);
    expect(secondsBetween(collect_logs)).toEqual([300, 300, 300, 300]);
    expect(environment).toEqual([]);
  });
});

describe("control: airflow-testcontainers check on a folder with faults", () => {
  it("ends with 1 and names every fault, its file and its reason", { timeout: 400_000 }, async () => {
    const trace = join(await mkdtemp(join(tmpdir(), "trace-")), "start.json");
    onTestFinished(() => rm(dirname(trace), { recursive: true }));
    const args = ["check", "--dags", folders.faulty, "--run", "korean", "nightly", "--json", "--trace", trace];
    const { exit, stdout, stderr } = await commandLine(args);
    const report: CheckReport = JSON.parse(stdout);

    expect(report.failures.map(({ code, message }) => `${code}: ${message}`).sort()).toEqual([
      'duplicate-dag: the DAG id "twice" is in 2 files: twice_one.py, twice_two.py',
      "import-error: cycle.py: AirflowDagCycleException: Cycle detected in Dag: round_and_round. Faulty task: egg",
      "import-error: korean_error.py: RuntimeError: 설정 파일이 없습니다: DAG",
      "import-error: missing_module.py: ModuleNotFoundError: No module named 'module_that_is_not_installed'",
      "import-error: syntax_error.py: SyntaxError: invalid syntax",
      expect.stringMatching(/^missing-dag: the DAG "nightly" was not found; .* passed over nightly\.py: .*"airflow"/),
      expect.stringMatching(/^run-failed: korean ended as failed: fails failed/),
    ]);
    expect(exit).toBe(1);
    expect(report).toMatchObject({
      ok: false,
      airflow: { version: expect.stringMatching(/^3\.\d+\.\d+$/), executor: "CeleryExecutor" },
      boot: {
        seconds: expect.any(Number),
        steps: expect.arrayContaining([expect.objectContaining({ name: "parsing" })]),
      },
      dags: [
        { id: "korean", tasks: ["fails", "says"], schedule: null },
        { id: "twice", tasks: [expect.stringMatching(/^(one|two)$/)], schedule: null },
      ],
      runs: [{ dag: "korean", state: "failed" }],
      tables: [],
    });
    expect(report.importErrors.find(({ file }) => file === "syntax_error.py")?.error).toContain("line 7");

    const states = Object.fromEntries(report.runs[0]?.tasks.map(({ id, state }) => [id, state]) ?? []);
    expect(states).toEqual({ fails: "failed", says: "success" });
    expect(stderr).toContain("DAG discovery passed over nightly.py");
    expect(stderr).not.toMatch(/^ +at /m);

    expect(stderr).toMatch(/^the start took [\d.]+ s: .*\d s$/m);
    const { traceEvents } = JSON.parse(await readFile(trace, "utf8")) as {
      traceEvents: { name: string; ph: string; args?: Record<string, unknown> }[];
    };
    const spans = Object.fromEntries(traceEvents.filter(({ ph }) => ph === "X").map((span) => [span.name, span]));
    expect(Object.keys(spans).sort()).toEqual(report.boot.steps.map(({ name }) => name).sort());
    expect(spans["api-server"]?.args?.cpuSeconds).toBeGreaterThan(0.5);
    expect(spans.network?.args).not.toHaveProperty("cpuSeconds");
  });
});
