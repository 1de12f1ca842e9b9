import { readFileSync, statSync, writeFileSync } from "node:fs";
import { AirflowCluster, type ClusterOptions } from "airflow-testcontainers";
import { getContainerRuntimeClient } from "testcontainers";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { KeptClusters, type Used } from "./support/kept-clusters.ts";
import { clusterIn, leftOf, untilNothingIsLeft } from "./support/left-behind.ts";
import { otherProcess } from "./support/other-process.ts";

/** A start on a busy machine. */
const LONG = 600_000;

const kept = new KeptClusters();
const ids = new Set<string>();
let first: Used;

const docker = async () => (await getContainerRuntimeClient()).container.dockerode;
const status = async () => {
  const { exit, stdout, stderr } = await kept.command(["status", "--json"]);
  expect(exit, stderr).toBe(0);
  return { stderr, kept: (JSON.parse(stdout) as { kept: Record<string, string>[] }).kept };
};

const keptState = async () => {
  const cluster = await new AirflowCluster(kept.options({ reuse: true })).start();
  await cluster.stop();
  return cluster.state;
};

beforeAll(() => {
  vi.stubEnv("AIRFLOW_TESTCONTAINERS_STATE_DIR", kept.stateFolder);
  vi.spyOn(process, "cwd").mockReturnValue(kept.root);
});

afterAll(async () => {
  await kept.dispose();
  for (const id of ids) expect(await leftOf(id)).toEqual([]);
}, LONG);

describe("a kept cluster", () => {
  it(
    "is started once by two processes at the same time, and outlives both",
    async () => {
      const one = kept.startProcess();
      await one.showed("reuse: looking at the kept cluster");
      const both = await Promise.all([one.ended, kept.process()]);
      const [{ exit, stdout, stderr }, second] = both;
      expect(exit, stderr).toBe(0);
      first = { ...JSON.parse(stdout), stderr };
      ids.add(first.id);
      expect([first.reused, second.reused]).toEqual([false, true]);
      expect(second.id).toBe(first.id);
      expect(second.stderr).toContain(`process ${one.child.pid} starts or changes this cluster`);
      expect(await leftOf(first.id)).toContainEqual(expect.stringContaining("worker-1"));
    },
    2 * LONG,
  );

  it("carries nothing by which a reaper would remove it, and no secret", async () => {
    const filters = { label: [`airflow-testcontainers.cluster=${first.id}`] };
    const containers = await (await docker()).listContainers({ filters });
    expect(containers.length).toBeGreaterThan(5);
    const names = new Set(containers.flatMap(({ Labels }) => Object.keys(Labels)));
    expect([...names].filter((name) => /session/.test(name))).toEqual([]);
    const [entry = ""] = kept.entries();
    const { admin, postgres } = JSON.parse(readFileSync(entry, "utf8")).cluster;
    const labels = JSON.stringify(containers.map(({ Labels }) => Labels));
    expect(labels).not.toContain(admin.password);
    expect(labels).not.toContain(postgres.password);
  });

  it("is remembered in a file that only its user can read", () => {
    const [entry = ""] = kept.entries();
    expect((statSync(kept.stateFolder).mode & 0o777).toString(8)).toBe("700");
    expect((statSync(entry).mode & 0o777).toString(8)).toBe("600");
  });

  it(
    "runs the DAGs of a later process",
    async ({ annotate }) => {
      const later = await kept.process({ dag: "hello" });
      expect(later).toMatchObject({ id: first.id, reused: true, value: 1, warnings: [] });
      await annotate(`could be used ${later.seconds.toFixed(2)} s after the start of the process`);
    },
    LONG,
  );

  it(
    "has the DAG files as they are now, which it would not have without synchronising them",
    async ({ annotate }) => {
      const cluster = await new AirflowCluster(kept.options({ reuse: true })).start();
      try {
        const tasks = async () => (await cluster.api.tasks("hello")).map(({ id }) => id);
        expect(cluster.id).toBe(first.id);
        expect(await cluster.api.runs("hello"), "runs that the process before has left").toEqual([]);
        kept.writeDag(2);
        expect(await tasks()).toEqual(["task_1", "value"]);
        const { changed, seconds } = await cluster.syncDags();
        expect(changed).toEqual(["hello.py"]);
        expect(await tasks()).toEqual(["task_1", "task_2", "value"]);
        await annotate(`synchronised in ${seconds.toFixed(2)} s`);
        const intruder = await kept.startProcess({ options: { dags: kept.otherDags() } }).ended;
        expect(intruder.exit).not.toBe(0);
        expect(intruder.stderr).toContain(`another process uses the kept cluster airflow-${first.id}`);
        expect(await tasks()).toEqual(["task_1", "task_2", "value"]);
      } finally {
        await cluster.stop();
      }
      kept.writeDag(3);
      expect(await kept.process({ dag: "hello" })).toMatchObject({ id: first.id, reused: true, value: 3 });
    },
    LONG,
  );
});

describe("the command line", () => {
  it("tells what is kept, and the password only where it is asked for", async () => {
    const { stdout } = await kept.command(["status"]);
    expect(stdout).toContain(`airflow-${first.id}\n  health    works\n  Airflow   http://127.0.0.1:`);
    expect(stdout).toContain(`DAGs      ${kept.dags}`);
    const password = (await kept.command(["status", "--password"])).stdout.trim();
    expect(password).toHaveLength(24);
    expect(stdout).not.toContain(password);
  });

  it("shows logs, of all components or one", async () => {
    const all = await kept.command(["logs", "--tail", "1"]);
    expect(all.stdout).toMatch(/^postgres {6}\| .*\n/m);
    expect(all.stdout).toMatch(/^worker-1 {6}\| .*\n/m);
    const one = await kept.command(["logs", "worker-1", "--json"]);
    expect(Object.keys(JSON.parse(one.stdout).logs)).toEqual(["worker-1"]);
    expect(one.stdout).toContain("celery@worker-1 ready");
    const following = kept.startCommand(["logs", "dag-processor", "--follow", "--tail", "0"]);
    await vi.waitFor(() => expect(following.shown()).toContain("DAG File Processing Stats"), { timeout: 60_000 });
    following.child.kill("SIGINT");
    expect((await following.ended).exit).toBe(130);
  });

  it("runs commands, and ends as they do", async () => {
    const script = "echo out; echo err >&2; exit 7";
    expect(await kept.command(["exec", "worker-1", "--", "sh", "-c", script])).toEqual({
      ...{ exit: 7, stdout: "out\n", stderr: "err\n" },
    });
    const { stdout } = await kept.command(["exec", "--json", "postgres", "--", "sh", "-c", "echo 로그"]);
    expect(JSON.parse(stdout)).toEqual({ ok: true, exitCode: 0, stdout: "로그\n", stderr: "", failures: [] });
  });

  it.each([
    [["logs", "schedular"], 1, 'no component "schedular"; did you mean "scheduler"?'],
    [["exec", "worker-7", "--", "true"], 1, 'no component "worker-7"; did you mean "worker-1"?'],
    [["logs", "--id", "nope"], 1, 'no cluster "nope" is kept'],
    [["logs", "--tail", "many"], 2, "It must be a whole number."],
    [["logs", "--json", "--follow"], 2, "--json and --follow exclude each other"],
    [["up", "--dags", "dags", "--config", "x.ts"], 2, "--dags and --config exclude each other"],
    [["up", "--idle", "soon"], 2, "It must be a number of seconds."],
    [["down", "--all", "--id", "x"], 2, "--all and --id exclude each other"],
  ])("says what is wrong with %j", async (args, exit, message) => {
    const ended = await kept.command(args);
    expect(ended.stderr).toContain(message);
    expect(ended.exit).toBe(exit);
  });

  it("does not remove what another process uses, and names that", async () => {
    const cluster = await new AirflowCluster(kept.options({ reuse: true })).start();
    try {
      const refused = new RegExp(
        `another process uses the kept cluster airflow-${first.id}, so it is not removed\\n` +
          ` +observed +process ${process.pid} on \\S+ \\(start\\(\\) with reuse\\), connected since`,
      );
      const down = await kept.command(["down"]);
      expect(down).toMatchObject({ exit: 1, stdout: "", stderr: expect.stringMatching(refused) });
      const { stdout } = await kept.command(["down", "--json"]);
      expect(JSON.parse(stdout)).toMatchObject({ ok: false, removed: [], failures: [{ code: "AT_IN_USE" }] });
      const clean = await kept.command(["clean", "--all"]);
      expect(clean.stdout).toContain(`left alone: airflow-${first.id}, which is kept and in use`);
    } finally {
      await cluster.stop();
    }
    expect((await status()).kept).toMatchObject([{ id: first.id, health: "works" }]);
  });

  it("knows nothing of it in another project, and names it there", async () => {
    const { exit, stderr } = await kept.command(["logs"], "/");
    expect(exit).toBe(1);
    expect(stderr).toContain("nothing is up for /");
    expect(stderr).toContain(first.id);
    expect(stderr).toContain("airflow-testcontainers up --dags DIR");
  });
});

describe("a start that asks for what is up", () => {
  const ifUp = (more: ClusterOptions = {}) => ({ options: { reuse: "if-up" as const, ...more } });
  /** Starts until a text is shown, and breaks the start off. */
  const showsAtStart = async (text: string, more?: ClusterOptions) => {
    const { child, showed, ended } = kept.startProcess(ifUp(more));
    const stderr = await showed(text);
    child.kill("SIGKILL");
    await ended;
    return stderr;
  };

  it("does not use what is merely kept", async () => {
    const own = clusterIn(await showsAtStart("cluster airflow-"));
    expect(own).not.toBe(first.id);
    expect(await untilNothingIsLeft(own as string, 30)).toBeTypeOf("number");
  });

  it(
    "uses what `up` keeps, unless another process does, and does not remove it",
    async () => {
      const up = await kept.command(["up", "--dags", "dags", "--json"]);
      expect(JSON.parse(up.stdout)).toMatchObject({ cluster: { id: first.id, reused: true } });
      expect(await kept.process(ifUp())).toMatchObject({ id: first.id, reused: true, warnings: [] });
      expect(await kept.process()).toMatchObject({ id: first.id });
      expect(await kept.process(ifUp()), "after one with reuse").toMatchObject({ id: first.id, reused: true });
      const other = await otherProcess(await keptState(), "a test");
      onTestFinished(other.kill);
      await showsAtStart(`another process uses the kept cluster airflow-${first.id}; another cluster is started`);
    },
    LONG,
  );

  it("says in what one that is up differs from the one to be started", async () => {
    const differs = `airflow-${first.id} is another one (settings), and stays up beside this`;
    await showsAtStart(differs, { settings: { core: { parallelism: 6 } } });
  });
});

describe("another cluster is started", () => {
  let other: Used;

  it(
    "for a changed setting, and says what is different",
    async () => {
      other = await kept.process({ options: { settings: { core: { parallelism: 7 } } } });
      ids.add(other.id);
      expect(other.reused).toBe(false);
      expect(other.id).not.toBe(first.id);
      expect(other.warnings).toEqual([
        `the kept cluster airflow-${first.id} is another one (settings), and stays up beside this`,
      ]);
    },
    LONG,
  );

  it("and a command must be told which one is meant, until one is idle, which the next command removes", async () => {
    const { exit, stderr } = await kept.command(["logs"]);
    expect(exit).toBe(2);
    expect(stderr).toMatch(
      new RegExp(`2 clusters are kept .*--id[^]*${first.id}[^]*${other.id}|${other.id}[^]*${first.id}`),
    );
    const entry = kept.entries().find((path) => readFileSync(path, "utf8").includes(`"id":"${other.id}"`)) as string;
    kept.age(entry, 3);
    const after = await status();
    expect(after.stderr).toMatch(/removed the kept cluster [0-9a-f]{16}: unused for 3 h/);
    expect(after.kept.map(({ id }) => id)).toEqual([first.id]);
    expect(await leftOf(other.id)).toEqual([]);
  });
});

describe("a kept cluster is replaced, with the reason", () => {
  let second: string;

  it(
    "where a component has ended, and no process that lives uses it",
    async () => {
      const other = await otherProcess(await keptState(), "a test");
      onTestFinished(other.kill);
      await (await docker()).getContainer(`airflow-${first.id}-worker-1`).kill();
      const refused = await kept.command(["up", "--dags", "dags"]);
      expect(refused.exit).toBe(1);
      expect(refused.stderr).toMatch(
        new RegExp(`airflow-${first.id}, so it is not replaced, though worker-1 exited[^]* process ${other.pid} on`),
      );
      await other.kill();
      const { exit, stdout, stderr } = await kept.command(["up", "--dags", "dags"]);
      second = clusterIn(stderr) as string;
      ids.add(second);
      expect(exit, stderr).toBe(0);
      expect(stderr).toMatch(
        new RegExp(`warning: the kept cluster airflow-${first.id} is replaced: worker-1 exited \\(137\\)`),
      );
      expect(stdout).toContain(`cluster   airflow-${second}, started in `);
      expect(await leftOf(first.id)).toEqual([]);
      const again = await kept.command(["up", "--dags", "dags", "--json"]);
      expect(JSON.parse(again.stdout)).toMatchObject({
        ok: true,
        cluster: { id: second, reused: true, user: "admin" },
      });
    },
    2 * LONG,
  );

  it(
    "where what is known of it is corrupt, which other commands say as well",
    async () => {
      const [entry = ""] = kept.entries();
      writeFileSync(entry, readFileSync(entry, "utf8").slice(0, 300));
      const logs = await kept.command(["logs"]);
      expect([logs.exit, logs.stderr]).toEqual([
        2,
        expect.stringContaining(`AT_STATE: what is known of a kept cluster`),
      ]);
      expect((await status()).kept).toMatchObject([{ health: "unreadable", reason: "it is no JSON" }]);
      const third = await kept.process();
      ids.add(third.id);
      expect(third.reused).toBe(false);
      expect(third.warnings[0]).toMatch(/^the kept cluster [0-9a-f]{16} is replaced: .*\(it is no JSON\)$/);
      expect(await leftOf(second)).toEqual([]);
    },
    LONG,
  );
});

describe("nothing is left", () => {
  it("of a kept cluster after down, which is content where there is none", async () => {
    const other = await otherProcess(await keptState(), "a test");
    onTestFinished(other.kill);
    expect(await kept.command(["down"])).toMatchObject({ exit: 1, stdout: "" });
    const down = await kept.command(["down", "--force"]);
    expect(down.stdout).toMatch(/^removed airflow-\w+: 6 containers, 1 network, 2 volumes\n$/);
    expect(await kept.command(["down"])).toMatchObject({ exit: 0, stdout: `nothing is up for ${kept.root}\n` });
    expect(kept.entries()).toEqual([]);
  });

  it(
    "after kill -9 in the middle of a start: the next command cleans, if no reaper was quicker",
    async () => {
      const { child, ended, showed } = kept.startCommand(["up", "--dags", "dags"]);
      const id = clusterIn(await showed("postgres ready")) as string;
      ids.add(id);
      child.kill("SIGKILL");
      expect((await ended).exit).toBe("SIGKILL");
      expect(await leftOf(id)).not.toEqual([]);
      expect(kept.entries()).toHaveLength(1);
      const clean = await kept.command(["clean", "--all"]);
      expect(clean.stderr).toContain("its start was cut off");
      expect(kept.entries()).toEqual([]);
      expect(await untilNothingIsLeft(id, 30)).toBeTypeOf("number");
    },
    LONG,
  );

  it(
    "after Ctrl-C in the middle of a start",
    async () => {
      const { child, ended, showed } = kept.startCommand(["up", "--dags", "dags"]);
      const id = clusterIn(await showed("postgres ready")) as string;
      ids.add(id);
      child.kill("SIGINT");
      expect((await ended).exit).toBe(130);
      expect(await leftOf(id)).toEqual([]);
      expect(kept.entries()).toEqual([]);
    },
    LONG,
  );
});
