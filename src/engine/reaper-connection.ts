import { connect, type Socket } from "node:net";
import { HarnessError } from "../base/harness-error.ts";
import { until } from "../base/until.ts";
import type { Engine } from "./engine.ts";
import { type Labels, labelFilter } from "./labels.ts";
import type { ReaperContainer } from "./reaper-container.ts";

const READY_TIMEOUT_MS = 25_000;

/**
 * {@link connectReaper} as soon as a reaper listens that has just been started.
 * @throws HarnessError `AT_CONTAINER` where it exits or does not answer
 */
export function connectWhenReady(
  engine: Engine,
  container: ReaperContainer,
  filters: readonly Labels[],
): Promise<Socket> {
  const attempt = async (signal: AbortSignal) => {
    await requireRunning(engine, container);
    return { ready: true as const, value: await connectReaper(engine.host, container.port, filters, signal) };
  };
  return until(attempt, {
    timeoutMs: READY_TIMEOUT_MS,
    intervalMs: 50,
    onTimeout: (saw) =>
      new HarnessError("AT_CONTAINER", `the reaper did not answer in ${READY_TIMEOUT_MS / 1000} s`, {
        observed: `${engine.host}:${container.port}: ${saw}`,
        evidence: container.output(),
      }),
  });
}

/**
 * Opens a connection to a reaper and registers filters on it, each acknowledged. What the filters match is pruned some
 * seconds after the reaper's last connection has gone. The connection does not keep the process alive.
 */
export function connectReaper(
  host: string,
  port: number,
  filters: readonly Labels[],
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let answers = "";
    // Not the signal of connect(): that would end the connection even after it has been handed out.
    const onAbort = (): void => void socket.destroy(new Error("no answer in time"));
    const onData = (chunk: Buffer): void => {
      answers += chunk.toString("latin1");
      if (answers.split("ACK\n").length > filters.length) settle();
    };
    const settle = (): void => {
      signal.removeEventListener("abort", onAbort);
      socket.off("data", onData);
      socket.on("error", () => {});
      socket.resume().setKeepAlive(true, 30_000).unref();
      resolve(socket);
    };
    signal.addEventListener("abort", onAbort);
    socket.on("data", onData);
    socket.once("error", reject);
    // A port forwarder accepts before the reaper listens, and closes again.
    socket.once("close", () => {
      signal.removeEventListener("abort", onAbort);
      reject(new Error("the connection was closed before the reaper answered"));
    });
    socket.once("connect", () => {
      for (const labels of filters) socket.write(`${query(labels)}\n`);
    });
  });
}

/** Filters travel as a URL query: `label=name=value&label=…`. */
function query(labels: Labels): string {
  return labelFilter(labels)
    .label.map((label) => `label=${encodeURIComponent(label).replace("%3D", "=")}`)
    .join("&");
}

async function requireRunning({ docker }: Engine, container: ReaperContainer): Promise<void> {
  const state = await docker
    .getContainer(container.id)
    .inspect()
    .then(
      ({ State }) => State.Running,
      () => false,
    );
  if (state) return;
  const mount =
    "it reaches the engine by the socket that is mounted into it; TESTCONTAINERS_DOCKER_SOCKET_OVERRIDE names";
  throw new HarnessError("AT_CONTAINER", "the reaper exited at once", {
    evidence: container.output() || "it printed nothing",
    try: `${mount} another, and some engines want TESTCONTAINERS_RYUK_PRIVILEGED=true`,
  });
}
