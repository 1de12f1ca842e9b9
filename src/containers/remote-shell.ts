import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { PassThrough } from "node:stream";
import { HarnessError } from "../base/harness-error.ts";
import type { RunningContainer } from "./running-container.ts";

/**
 * A shell that stays open in a container: a command in it takes milliseconds, while the engine needs a tenth of a second
 * and more to start one. One command at a time. It ends with this process, and does not keep it alive.
 */
export class RemoteShell {
  private readonly socket: Socket;
  private readonly alias: string;
  private printed = "";
  private heard: () => void = () => {};

  private constructor(socket: Socket, container: RunningContainer) {
    this.socket = socket;
    this.alias = container.alias;
    const [out, err] = [new PassThrough(), new PassThrough()];
    container.container.modem.demuxStream(socket, out, err);
    out.setEncoding("utf8").on("data", (text: string) => {
      this.printed += text;
      this.heard();
    });
    err.resume();
    socket.on("error", () => {});
    socket.on("close", () => this.heard());
  }

  /** Starts the shell, which runs as the container's own user. */
  static async open(container: RunningContainer): Promise<RemoteShell> {
    const exec = await container.container.exec({
      ...{ Cmd: ["sh"], AttachStdin: true, AttachStdout: true, AttachStderr: true },
    });
    // With `hijack` the engine's client hands out the connection itself, which its types do not know.
    const socket = (await exec.start({ hijack: true, stdin: true })) as unknown as Socket;
    return new RemoteShell(socket, container);
  }

  /** Whether the shell is there no more. */
  get closed(): boolean {
    return this.socket.destroyed || this.socket.readableEnded;
  }

  /** Calls back when the shell has ended, also by {@link RemoteShell.close}. */
  onClosed(callback: () => void): void {
    this.socket.once("close", callback);
  }

  /**
   * Runs a command and gives what it printed on standard output.
   * @throws HarnessError `AT_CONTAINER` for an exit code but 0, or where the container has gone or does not answer
   */
  async run(command: string, timeoutMs = 30_000): Promise<string> {
    const limit = setTimeout(() => this.close(), timeoutMs);
    try {
      return await this.ask(command);
    } finally {
      clearTimeout(limit);
    }
  }

  /** Whether the open shell keeps this process alive. @default true, as for any connection */
  keepAlive(keep: boolean): void {
    if (keep) this.socket.ref();
    else this.socket.unref();
  }

  /** Ends the shell. */
  close(): void {
    this.socket.destroy();
  }

  private async ask(command: string): Promise<string> {
    const mark = randomBytes(12).toString("hex");
    this.printed = "";
    this.socket.write(`{ ${command}\n} </dev/null 2>&1; echo ${mark} $?\n`);
    const end = new RegExp(`${mark} (\\d+)\\n`);
    for (;;) {
      const found = end.exec(this.printed);
      if (found) return this.judge(this.printed.slice(0, found.index), Number(found[1]), command);
      if (this.closed) throw new HarnessError("AT_CONTAINER", `the shell in ${this.alias} has ended`);
      await new Promise<void>((resolve) => {
        this.heard = resolve;
      });
    }
  }

  private judge(printed: string, exitCode: number, command: string): string {
    if (exitCode === 0) return printed;
    throw new HarnessError("AT_CONTAINER", `a command in ${this.alias} ended with exit code ${exitCode}`, {
      evidence: `${command}\n${printed.trimEnd()}`,
    });
  }
}
