import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { HarnessError, reasonOf } from "../../base/harness-error.ts";
import { until } from "../../base/until.ts";
import { type FoundEngine, searchEngine } from "../find-engine.ts";
import { networkAdvice } from "../network-advice.ts";
import { probePlace } from "../probe.ts";
import { collectFacts, type Init } from "./facts.ts";
import type { FixIo } from "./fix-io.ts";
import { type Daemon, runCommand } from "./run-command.ts";

const ENGINE_TIMEOUT_MS = 90_000;
const SAY_EVERY_MS = 5_000;

/** What is waited for. */
export interface Awaited {
  /** Where it will answer; without it, at one of the known places. */
  readonly uri?: string;
  readonly init: Init;
  /** The process that we started, if we did. */
  readonly daemon?: Daemon;
  readonly log?: string;
  /** Whether an engine is at work though it does not answer. @default looks for a dockerd */
  readonly engineRuns?: () => Promise<boolean>;
}

/**
 * Waits until the engine answers, telling every five seconds that it does.
 * @throws HarnessError `AT_ENGINE` with the engine's last lines where it ends or does not answer in 90 s
 */
export async function waitForEngine(awaited: Awaited, io: FixIo): Promise<FoundEngine> {
  const { engineRuns = async () => (await collectFacts({ env: io.env })).dockerdRuns } = awaited;
  const started = performance.now();
  let said = started;
  const look = async () => {
    const found = await find(awaited, io);
    if (found) return { ready: true as const, value: found };
    const ended = awaited.daemon?.ended();
    // Another process may have been quicker to start one; ours then ends.
    if (ended !== undefined && !(await engineRuns()))
      throw await startError(`the engine ended at once (${ended})`, awaited, io);
    if (performance.now() - said >= SAY_EVERY_MS) {
      said = performance.now();
      io.write(`waiting for the engine to answer (${Math.round((said - started) / 1000)} s)\n`);
    }
    return { ready: false as const, saw: "no answer" };
  };
  return await until(look, {
    timeoutMs: ENGINE_TIMEOUT_MS,
    probeTimeoutMs: 30_000,
    intervalMs: 250,
    signal: io.signal,
    onTimeout: () => startError(`the engine does not answer after ${ENGINE_TIMEOUT_MS / 1000} s`, awaited, io),
  });
}

/**
 * Makes a bridge network and removes it.
 * @throws HarnessError `AT_ENGINE` where the engine cannot, which usually is a matter of iptables
 */
export async function verifyNetwork({ docker }: FoundEngine): Promise<void> {
  const name = `airflow-testcontainers-doctor-${randomBytes(4).toString("hex")}`;
  try {
    const network = await docker.createNetwork({ Name: name, Driver: "bridge" });
    await network.remove();
  } catch (error) {
    throw new HarnessError("AT_ENGINE", "the engine answers, but cannot make a network", {
      observed: reasonOf(error),
      try: networkAdvice(reasonOf(error)),
      cause: error,
    });
  }
}

async function find({ uri }: Awaited, io: FixIo): Promise<FoundEngine | undefined> {
  if (uri === undefined) return (await searchEngine({ env: io.env })).found;
  const probed = await probePlace({ source: "known place", uri });
  return probed.ok ? probed : undefined;
}

async function startError(what: string, awaited: Awaited, io: FixIo): Promise<HarnessError> {
  const log = await engineLog(awaited, io);
  return new HarnessError("AT_ENGINE", what, {
    evidence: log.split("\n").slice(-20).join("\n"),
    try: networkAdvice(log) ?? (awaited.log ? `more in ${awaited.log}` : undefined),
  });
}

async function engineLog({ init, log }: Awaited, io: FixIo): Promise<string> {
  if (log === undefined && init === "systemd") {
    const journal = ["journalctl", "-u", "docker", "-n", "20", "--no-pager", "-o", "cat"];
    return (await runCommand(journal, () => {}, io.env)).output;
  }
  const text = await readFile(log ?? "/var/log/docker.log", "utf8").catch(() => "");
  return text.slice(-8_000).trim();
}
