import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** An engine on another host, as far as this one can tell: in a network namespace of its own, reached over TCP alone. */
export interface SecondEngine {
  /** `tcp://…`, for DOCKER_HOST. */
  readonly host: string;
  /** Its address, where its published ports are. */
  readonly address: string;
  /** Takes images of the engine here over. */
  load(images: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const NAMESPACE = "airflow-tc-engine";
const [HERE, THERE] = ["10.213.7.1", "10.213.7.2"];
const PORT = 2375;

/** Starts it. It needs root, `ip`, `nsenter` and `dockerd`. */
export async function startSecondEngine(): Promise<SecondEngine> {
  const folder = await mkdtemp(join(tmpdir(), "airflow-testcontainers-engine-"));
  const host = `tcp://${THERE}:${PORT}`;
  let engine: ChildProcess | undefined;
  const stop = async () => {
    if (engine && engine.exitCode === null) {
      const exited = once(engine, "exit");
      engine.kill("SIGTERM");
      await Promise.race([exited, sleep(30_000)]);
    }
    await run("ip", ["netns", "delete", NAMESPACE]).catch(() => {});
    await run("ip", ["link", "delete", "airflow-tc0"]).catch(() => {});
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  };
  try {
    await addNamespace();
    const at = (name: string) => join(folder, name);
    // Not that of the engine here.
    await writeFile(at("config.json"), "{}");
    engine = spawn(
      "nsenter",
      [
        `--net=/var/run/netns/${NAMESPACE}`,
        ...["dockerd", "--host", host, "--data-root", at("data"), "--exec-root", at("exec"), "--pidfile", at("pid")],
        ...["--storage-driver", "overlay2", "--bip", "10.213.8.1/24", "--config-file", at("config.json")],
        ...["--default-address-pool", "base=10.214.0.0/16,size=24"],
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    await untilItAnswers(engine, host);
    return { host, address: THERE, load: (images) => load(host, images), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function addNamespace(): Promise<void> {
  const inside = (...args: string[]) => run("ip", ["netns", "exec", NAMESPACE, "ip", ...args]);
  await run("ip", ["netns", "add", NAMESPACE]);
  await run("ip", ["link", "add", "airflow-tc0", "type", "veth", "peer", "name", "airflow-tc1", "netns", NAMESPACE]);
  await run("ip", ["addr", "add", `${HERE}/30`, "dev", "airflow-tc0"]);
  await run("ip", ["link", "set", "airflow-tc0", "up"]);
  await inside("addr", "add", `${THERE}/30`, "dev", "airflow-tc1");
  await inside("link", "set", "airflow-tc1", "up");
  await inside("link", "set", "lo", "up");
  await inside("route", "add", "default", "via", HERE);
}

async function untilItAnswers(engine: ChildProcess, host: string): Promise<void> {
  let log = "";
  engine.stderr?.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-5_000);
  });
  for (let look = 0; look < 120; look++) {
    if (engine.exitCode !== null) throw new Error(`the second engine exited with ${engine.exitCode}:\n${log}`);
    const answers = await run("docker", ["--host", host, "version"]).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await sleep(500);
  }
  throw new Error(`the second engine does not answer:\n${log}`);
}

async function load(host: string, images: readonly string[]): Promise<void> {
  const save = spawn("docker", ["save", ...images], { stdio: ["ignore", "pipe", "inherit"] });
  const into = spawn("docker", ["--host", host, "load", "--quiet"], { stdio: [save.stdout, "ignore", "inherit"] });
  const codes = await Promise.all(
    [save, into].map((child) => new Promise<number | null>((resolve) => child.on("exit", resolve))),
  );
  if (codes.some((code) => code !== 0)) throw new Error(`the images could not be taken over: exit ${codes.join(", ")}`);
}
