import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type Dockerode from "dockerode";
import { type ContainerUsage, usageOf } from "./container-usage.ts";
import { FrameReader } from "./frames.ts";
import type { Placement } from "./placement.ts";

/** What the engine says of a container. */
export interface ContainerState {
  /** Whether it runs and is not about to be restarted. */
  readonly running: boolean;
  /** How its last process ended; 0 while the first runs. */
  readonly exitCode: number;
  /** Whether the last process was killed for want of memory. */
  readonly oomKilled: boolean;
  /** Restarts by the engine since the container was created. */
  readonly restarts: number;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** How a command runs in a container. */
export interface ExecOptions {
  /** Name or number, with `:group` where needed. @default the image's user */
  user?: string;
  /** Folder to run in. @default the image's folder */
  workingDir?: string;
  /** More variables, beside those of the container. @default none */
  environment?: Record<string, string>;
  /** Ends the wait for the command; the command itself goes on in the container. */
  signal?: AbortSignal;
}

/** How a command ended. */
export interface ExecResult {
  /** 0 for success; -1 where the engine does not know. */
  readonly exitCode: number;
  /** Standard output. */
  readonly stdout: string;
  /** Standard error. */
  readonly stderr: string;
  /** Standard output, then standard error. */
  readonly output: string;
}

/** A container by its id. Nothing is remembered that a restart could change: ports and addresses are asked afresh. */
export class RunningContainer {
  /** The engine's id of the container. */
  readonly id: string;
  /** Where it belongs. */
  readonly placement: Placement;
  /** dockerode's handle, for everything that has no method here. */
  readonly container: Dockerode.Container;

  constructor(id: string, placement: Placement) {
    this.id = id;
    this.placement = placement;
    this.container = placement.engine.docker.getContainer(id);
  }

  /** The name by which the others on the network reach it. */
  get alias(): string {
    return this.placement.alias;
  }

  /** Runs a command and waits for its end; a failing command is a result, not an error. */
  async exec(command: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    options.signal?.throwIfAborted();
    const exec = await this.container.exec({
      Cmd: [...command],
      AttachStdout: true,
      AttachStderr: true,
      User: options.user,
      WorkingDir: options.workingDir,
      Env: Object.entries(options.environment ?? {}).map(([key, value]) => `${key}=${value}`),
    });
    const stream = await exec.start({});
    const [out, err] = [new PassThrough(), new PassThrough()];
    this.container.modem.demuxStream(stream, out, err);
    stream.on("end", () => [out, err].forEach((side) => void side.end()));
    stream.on("error", (error) => [out, err].forEach((side) => void side.destroy(error)));
    const giveUp = () => stream.destroy(options.signal?.reason);
    options.signal?.addEventListener("abort", giveUp, { once: true });
    const [stdout, stderr] = await Promise.all([text(out), text(err)]).finally(() =>
      options.signal?.removeEventListener("abort", giveUp),
    );
    const { ExitCode } = await exec.inspect();
    return { exitCode: ExitCode ?? -1, stdout, stderr, output: stdout + stderr };
  }

  /**
   * The log so far, standard output and error in their order; with `tail` only that many last lines, with `since` only
   * what was printed after that moment, in seconds since 1970.
   */
  async logs({ tail, since }: { tail?: number; since?: number } = {}): Promise<string> {
    const raw = await this.container.logs({ stdout: true, stderr: true, follow: false, tail, since });
    const frames = new FrameReader().read(raw as unknown as Buffer);
    return Buffer.concat(frames.map(({ content }) => content)).toString("utf8");
  }

  /** Name of the image that it was created from. */
  async image(): Promise<string> {
    return (await this.container.inspect()).Config.Image;
  }

  /** The variables that it was started with, those of its image included. They hold secrets. */
  async environment(): Promise<Record<string, string>> {
    const { Env } = (await this.container.inspect()).Config;
    return Object.fromEntries(Env.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]));
  }

  /** What the engine says of it now. */
  async state(): Promise<ContainerState> {
    const { State, RestartCount } = await this.container.inspect();
    return {
      running: State.Running && !State.Restarting,
      exitCode: State.ExitCode,
      oomKilled: State.OOMKilled,
      restarts: RestartCount,
      startedAt: State.StartedAt,
    };
  }

  /** What it has used since it was started, and uses now. */
  async usage(): Promise<ContainerUsage> {
    return usageOf(await this.container.stats({ stream: false, "one-shot": true }));
  }

  /** The host's port that leads to this port of the container, now. */
  async hostPort(port: number): Promise<number> {
    const { NetworkSettings } = await this.container.inspect();
    const binding = NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort;
    if (!binding) throw new Error(`${this.alias} does not publish port ${port} at the moment`);
    return Number(binding);
  }

  /** `host:port` by which this port of the container is reached from outside, now. */
  async hostAddress(port: number): Promise<string> {
    return `${this.placement.engine.host}:${await this.hostPort(port)}`;
  }

  /** The address on the cluster's network, now; it may change with a restart. */
  async networkAddress(): Promise<string> {
    const { NetworkSettings } = await this.container.inspect();
    return NetworkSettings.Networks[this.placement.network]?.IPAddress ?? "";
  }

  /** Stops it and leaves it there; `graceMs` is what it gets before it is killed. @default 10_000 */
  async stop(graceMs = 10_000): Promise<void> {
    await this.container.stop({ t: Math.ceil(graceMs / 1000) });
  }

  /** Starts it again after {@link stop} or {@link kill}; published ports may be others then. */
  async start(): Promise<void> {
    await this.container.start();
  }

  /** Sends a signal. @default "SIGKILL" */
  async kill(signal = "SIGKILL"): Promise<void> {
    await this.container.kill({ signal });
  }
}
