import { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { FrameReader } from "./frames.ts";
import type { RunningContainer } from "./running-container.ts";

/** Takes text as it comes. */
export type Sink = (text: string) => void;

/** Where the two outputs of a program go, as they come. */
export interface Sinks {
  readonly stdout: Sink;
  readonly stderr: Sink;
}

/** Which part of a log is wanted. */
export interface LogRange {
  /** Only so many last lines. @default all */
  tail?: number;
  /** Whether to go on with what is printed from now on, until the container ends. @default false */
  follow?: boolean;
  /** Ends the stream. */
  signal?: AbortSignal;
}

/** Gives the log of a container, also of one that has ended. */
export async function streamLogs(
  { container }: RunningContainer,
  sinks: Sinks,
  { tail, follow = false, signal }: LogRange = {},
): Promise<void> {
  const range = { stdout: true, stderr: true, tail };
  const log: unknown = follow
    ? await container.logs({ ...range, follow: true })
    : await container.logs({ ...range, follow: false });
  await pour(Buffer.isBuffer(log) ? Readable.from([log]) : (log as Readable), sinks, signal);
}

/**
 * Runs a command and gives what it prints while it runs.
 * @returns its exit code
 */
export async function streamExec(
  { container }: RunningContainer,
  command: readonly string[],
  sinks: Sinks,
  signal?: AbortSignal,
): Promise<number> {
  const exec = await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  await pour(await exec.start({}), sinks, signal);
  return (await exec.inspect()).ExitCode ?? -1;
}

async function pour(stream: Readable, sinks: Sinks, signal?: AbortSignal): Promise<void> {
  const frames = new FrameReader();
  // A character may be cut in two.
  const [out, err] = [new StringDecoder("utf8"), new StringDecoder("utf8")];
  const giveUp = () => void stream.destroy();
  signal?.addEventListener("abort", giveUp, { once: true });
  try {
    signal?.throwIfAborted();
    for await (const chunk of stream) {
      for (const { error, content } of frames.read(chunk as Buffer)) {
        if (error) sinks.stderr(err.write(content));
        else sinks.stdout(out.write(content));
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
  signal?.throwIfAborted();
}
