import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

type Command = readonly string[];

/** Runs a command that prints into our terminal; whether it passed. */
export async function runInTerminal(command: Command): Promise<boolean> {
  try {
    return await passed(start(command, { stdio: "inherit" }));
  } catch (error) {
    console.error(notStarted(command, error));
    return false;
  }
}

/** Runs a command and keeps what it prints, in colour where our terminal has it. */
export async function runCaptured(command: Command): Promise<{ ok: boolean; output: string }> {
  const color = process.stdout.isTTY && process.stdout.hasColors() ? { FORCE_COLOR: "1" } : {};
  const child = start(command, { stdio: ["ignore", "pipe", "pipe"], env: { ...color, ...process.env } });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  try {
    const ok = await passed(child);
    return { ok, output: Buffer.concat(chunks).toString() };
  } catch (error) {
    return { ok: false, output: notStarted(command, error) };
  }
}

function start([program = "", ...args]: Command, options: SpawnOptions): ChildProcess {
  return spawn(program, args, { ...options, shell: process.platform === "win32" });
}

function passed(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0));
  });
}

function notStarted([program]: Command, error: unknown): string {
  return `${program} could not be started: ${(error as Error).message}`;
}
