import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AirflowCluster, type HarnessError } from "airflow-testcontainers";
import { pipelineDags } from "airflow-testcontainers/fixtures";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commandLine, type Ended } from "./support/command-line.ts";
import { clusterIn, leftOf } from "./support/left-behind.ts";

const root = process.platform === "linux" && process.getuid?.() === 0;
const needsRoot = "needs root on Linux, to hide the engine's socket from a process";
const check = ["check", "--dags", pipelineDags, "--json"];

let folder: string;
let cluster: string | undefined;
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const failureOf = ({ exit, stdout, stderr }: Ended) => {
  cluster = clusterIn(stderr);
  expect(stderr).not.toMatch(/\n\s+at .*:\d+/);
  const { ok, failures } = JSON.parse(stdout) as { ok: boolean; failures: { code: string; message: string }[] };
  return { exit, ok, code: failures[0]?.code, message: failures[0]?.message ?? "" };
};
const startError = async (options: ConstructorParameters<typeof AirflowCluster>[0]): Promise<HarnessError> => {
  const onSteps = (_: unknown, id: string) => {
    cluster = id;
  };
  const started = new AirflowCluster(options).start({ onSteps });
  return started.then(
    async (running) => {
      await running.stop();
      throw new Error("the cluster started");
    },
    (error) => error,
  );
};

describe("bad input gets one clear error and leaves nothing behind", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "bad-input-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    cluster = undefined;
  });
  afterEach(async () => expect(await leftOf(cluster)).toEqual([]));

  it.skipIf(!root)(`no engine: every place is listed with its reason (${needsRoot})`, async () => {
    const hide = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs none /run && exec "$@"', "sh"];
    const { exit, code, message } = failureOf(
      await commandLine(check, { through: hide, env: { HOME: folder, DOCKER_HOST: "" } }),
    );
    expect({ exit, code }).toEqual({ exit: 3, code: "AT_ENGINE" });
    expect(message).toContain("/var/run/docker.sock");
    expect(message).toContain("doctor --fix");
  });

  it("an engine that is named and does not answer: no other is tried", async () => {
    const { exit, code, message } = failureOf(await commandLine(check, { env: { DOCKER_HOST: "tcp://127.0.0.1:1" } }));
    expect({ exit, code }).toEqual({ exit: 3, code: "AT_ENGINE" });
    expect(message).toContain("127.0.0.1:1");
    expect(message).toContain("connection refused");
    expect(message).not.toContain("docker.sock");
  });

  it.skipIf(!root)(`an engine that refuses: the permission is named (${needsRoot})`, async () => {
    // Somebody who may read every file, so that the program runs, and write none, so that the socket refuses.
    const nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=+dac_read_search"];
    const through = ["setpriv", ...nobody, "--ambient-caps=+dac_read_search"];
    const { exit, code, message } = failureOf(await commandLine(check, { through, env: { HOME: folder } }));
    expect({ exit, code }).toEqual({ exit: 3, code: "AT_ENGINE" });
    expect(message).toMatch(/permission denied/i);
  });

  it("an image that exists nowhere is reported missing and not replaced", async () => {
    const error = await startError({ dags: pipelineDags, image: "localhost/no-such-airflow:1" });
    expect(error.code).toBe("AT_IMAGE");
    expect(error.message).toContain("localhost/no-such-airflow:1");
  });

  it("an unknown version of Airflow", async () => {
    const error = await startError({ dags: pipelineDags, airflowVersion: "1.10.15" });
    expect(error.code).toBe("AT_AIRFLOW_VERSION");
    expect(error.message).toContain("1.10.15");
  });

  it.each([0, -1, 1.5])("%s workers or slots", (count) => {
    const builder = new AirflowCluster();
    expect(() => builder.withWorkers({ replicas: count })).toThrow(/replicas must be/);
    expect(() => builder.withWorkers({ concurrency: count })).toThrow(/concurrency must be/);
  });

  it("a fixed port that is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    try {
      const error = await startError({ dags: pipelineDags, apiPort: port });
      expect(error.code).toBe("AT_PORT");
      expect(error.message).toContain(String(port));
    } finally {
      server.close();
    }
  });

  it("requirements that cannot be installed, with what the installer said", async () => {
    const requirements = file("requirements.txt", "no-such-distribution-of-anybody==1.2.3\n");
    const { exit, code, message } = failureOf(await commandLine([...check, "--requirements", requirements]));
    expect({ exit, code }).toEqual({ exit: 3, code: "AT_REQUIREMENTS" });
    expect(message).toContain("no-such-distribution-of-anybody");
  });

  it("a setting that the image does not know, where settings are strict", async () => {
    const error = await startError({ dags: pipelineDags, settings: { core: { paralelism: 3 } }, strict: true });
    expect(error.message).toBe(
      "this Airflow does not know the setting [core] paralelism; did you mean [core] parallelism?\n" +
        "  try       correct the name, or leave `strict` out to be warned only",
    );
  });

  it("a component that dies at its start ends the start at once, with its last lines", async () => {
    const settings = { scheduler: { max_tis_per_query: "many" } };
    const error = await startError({ dags: pipelineDags, settings });
    expect(error.code).toBe("AT_COMPONENT_EXITED");
    // Three of them read the option, and the first that does ends the start.
    expect(error.message).toMatch(/^(scheduler|dag-processor|triggerer) exited with code 1/);
    expect(error.message).toContain("max_tis_per_query");
  });

  it("a component that is not ready in its time: what was expected, what was seen, its last lines", async () => {
    const error = await startError({ dags: pipelineDags, timeouts: { component: 1 } });
    expect(error.code).toBe("AT_NOT_READY");
    // They start at the same time.
    expect(error.message).toMatch(
      /^([\w-]+) was not ready after 1 s\n {2}expected {2}a (healthy API|fresh heartbeat)\n {2}observed {2}[\s\S]*last lines of \1:/,
    );
  });
});
