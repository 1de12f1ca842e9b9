import type { ContainerCreateOptions, HostConfig } from "dockerode";
import type { StartedTestContainer, WaitStrategy } from "testcontainers";
import { HarnessError, reasonOf } from "../base/harness-error.ts";
import { type Probe, until } from "../base/until.ts";
import { ALIAS_LABEL, type Placement } from "./placement.ts";
import { RunningContainer } from "./running-container.ts";
import type { StartOptions } from "./start-options.ts";

const EVIDENCE_LINES = 30;

/**
 * What every container of a cluster has in common: one network interface under its alias, ports published on the
 * engine's bind address only, labels, and a start that keeps the evidence when it fails.
 */
export class Member {
  readonly placement: Placement;
  private id: string | undefined;
  private created: () => void = () => {};
  private readonly whenCreated = new Promise<void>((resolve) => {
    this.created = resolve;
  });

  constructor(placement: Placement) {
    this.placement = placement;
  }

  /** To be called before the container is created. */
  shape(createOptions: ContainerCreateOptions, hostConfig: HostConfig): void {
    const { network, alias, labels, engine, cpuShares } = this.placement;
    createOptions.Hostname = alias;
    // An engine without that controller may refuse the container.
    if (engine.cpuShares) hostConfig.CpuShares = cpuShares;
    createOptions.name = `${network}-${alias}`;
    createOptions.Labels = { ...createOptions.Labels, ...labels, [ALIAS_LABEL]: alias };
    // Not withNetworkAliases(): it attaches the default bridge as well, and the first address is then the wrong one.
    createOptions.NetworkingConfig = { EndpointsConfig: { [network]: { Aliases: [alias] } } };
    for (const bindings of Object.values(hostConfig.PortBindings ?? {})) {
      for (const binding of bindings as { HostIp?: string }[]) binding.HostIp = engine.bindAddress;
    }
  }

  /** To be called when the container has its id. */
  identify(id: string): void {
    this.id = id;
    this.created();
  }

  /**
   * Runs the start. A container that exits meanwhile ends the wait at once.
   * @throws HarnessError `AT_COMPONENT_EXITED` with exit code and last log lines, `AT_CONTAINER` where it did not start
   */
  async start(start: () => Promise<StartedTestContainer>): Promise<RunningContainer> {
    const starting = start();
    starting.catch(() => {});
    const started = new AbortController();
    const exited = this.exited(started.signal);
    exited.catch(() => {});
    try {
      await Promise.race([starting, exited]);
    } catch (error) {
      throw await this.explain(error);
    } finally {
      started.abort();
    }
    return new RunningContainer(this.id as string, this.placement);
  }

  /**
   * Runs a container that is meant to end, waits for the end and removes it.
   * @returns what it printed
   * @throws HarnessError `AT_COMPONENT_EXITED` for any exit code but 0, `AT_NOT_READY` where it goes on for too long
   */
  async run(
    start: () => Promise<StartedTestContainer>,
    { timeoutMs = 180_000, signal }: StartOptions,
  ): Promise<string> {
    await start().catch(async (error: unknown) => {
      throw await this.explain(error);
    });
    const container = new RunningContainer(this.id as string, this.placement);
    await until(hasEnded(container), {
      timeoutMs,
      probeTimeoutMs: timeoutMs,
      signal,
      onTimeout: async () =>
        new HarnessError("AT_NOT_READY", `${container.alias} had not ended after ${timeoutMs / 1000} s`, {
          evidence: await lastLines(container),
        }),
    });
    const log = await container.logs();
    await container.container.remove({ force: true, v: true });
    return log;
  }

  private async exited(abortSignal: AbortSignal): Promise<never> {
    await this.whenCreated;
    const container = new RunningContainer(this.id as string, this.placement);
    await container.container.wait({ condition: "next-exit", abortSignal });
    throw await exitError(container);
  }

  private async explain(error: unknown): Promise<HarnessError> {
    if (error instanceof HarnessError) return error;
    const reason = reasonOf(error);
    const taken = /port is already allocated|address already in use/.test(reason);
    return new HarnessError(
      taken ? "AT_PORT" : "AT_CONTAINER",
      `${this.placement.alias} could not be started: ${reason.replace(/^\(HTTP code \d+\) /, "")}`,
      {
        evidence: this.id && (await lastLines(new RunningContainer(this.id, this.placement))),
        try: taken ? "choose another host port, or none: a free one is then taken" : undefined,
        cause: error,
      },
    );
  }
}

/** The engine answers when the container has ended: nothing has to be asked again and again. */
function hasEnded(container: RunningContainer): Probe<void> {
  return async (abortSignal) => {
    const { StatusCode } = await container.container.wait({ condition: "not-running", abortSignal });
    if (StatusCode !== 0) throw await exitError(container);
    return { ready: true, value: undefined };
  };
}

/** The error for a container that exited although it should run. */
export async function exitError(container: RunningContainer): Promise<HarnessError> {
  const state = await container.state().catch(() => undefined);
  const how = state?.oomKilled ? "was killed for want of memory" : `exited with code ${state?.exitCode ?? "unknown"}`;
  return new HarnessError("AT_COMPONENT_EXITED", `${container.alias} ${how} while the cluster was starting`, {
    expected: `${container.alias} keeps running`,
    observed: how,
    evidence: await lastLines(container),
  });
}

/** The last log lines of a container, or why there are none. */
export async function lastLines(container: RunningContainer, lines = EVIDENCE_LINES): Promise<string> {
  const log = await container.logs({ tail: lines }).catch((error: unknown) => `no log: ${reasonOf(error)}`);
  return `last lines of ${container.alias}:\n${log.trimEnd() || "(it printed nothing)"}`;
}

/** Leaves the waiting to us: testcontainers removes a container whose wait fails, and its log with it. */
export class Immediately implements WaitStrategy {
  waitUntilReady(): Promise<void> {
    return Promise.resolve();
  }
  withStartupTimeout(): WaitStrategy {
    return this;
  }
  isStartupTimeoutSet(): boolean {
    return true;
  }
  getStartupTimeout(): number {
    return 0;
  }
}
