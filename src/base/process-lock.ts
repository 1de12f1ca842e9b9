import { createHash, randomBytes } from "node:crypto";
import { link, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two signs of life of a holder. */
const SIGN_MS = 5_000;
/** Between the two steps of a takeover lie microseconds; whoever needs longer was killed in between. */
const TAKEOVER_MS = 10_000;

/** How a lock is waited for. */
export interface LockOptions {
  /** Told once, where another process has it. */
  onWait?: (holder: string) => void;
  signal?: AbortSignal;
  /** Whether a process exists. @default asks the system */
  isAlive?: (pid: number) => boolean;
  /** Milliseconds between two looks. @default 100 */
  intervalMs?: number;
  /**
   * Milliseconds of watching without a sign of life after which a holder is gone, whoever has its number by then.
   * @default 60_000
   */
  silentMs?: number;
}

/** Runs the work while no other process of this machine holds the same file. */
export async function withProcessLock<T>(path: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const release = await acquireProcessLock(path, options);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Waits for the lock; call what it gives to let go. A holder that was killed is no obstacle. */
export async function acquireProcessLock(path: string, options: LockOptions = {}): Promise<() => Promise<void>> {
  const { onWait = () => {}, signal, intervalMs = 100 } = options;
  let watched: Watched | undefined;
  for (let told = false; ; ) {
    signal?.throwIfAborted();
    const release = await claim(path);
    if (release) return release;
    const holder = await lookAt(path);
    if (!holder) continue;
    if (watched?.content !== holder.content || watched.sign !== holder.sign) {
      watched = { ...holder, since: performance.now() };
    }
    if (isGone(watched, options)) {
      await takeOver(path, holder.content);
      continue;
    }
    if (!told) onWait(`process ${pidOf(holder.content) ?? "?"}`);
    told = true;
    await sleep(intervalMs, undefined, { signal });
  }
}

/** Takes the lock where nobody has it, without waiting. */
export async function tryProcessLock(
  path: string,
  options: Pick<LockOptions, "isAlive"> = {},
): Promise<(() => Promise<void>) | undefined> {
  const release = await claim(path);
  if (release) return release;
  const holder = await lookAt(path);
  if (holder && !isGone({ ...holder, since: performance.now() }, options)) return undefined;
  if (holder) await takeOver(path, holder.content);
  return claim(path);
}

/** What a lock file says: its content names the holder, its time is the last sign of life. */
interface Look {
  readonly content: string;
  readonly sign: number;
}

interface Watched extends Look {
  /** When we first saw this sign, by our own clock: the machine may have slept in between. */
  readonly since: number;
}

/** The file appears with its content, so that a process killed in between leaves no lock without a holder. */
async function claim(path: string): Promise<(() => Promise<void>) | undefined> {
  const content = `${process.pid} ${hostname()} ${randomBytes(6).toString("hex")}`;
  const own = `${path}.${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    await writeFile(own, content, { mode: 0o600 });
    await link(own, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
  const sign = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), SIGN_MS).unref();
  return async () => {
    clearInterval(sign);
    if ((await lookAt(path))?.content === content) await rm(path, { force: true });
  };
}

async function lookAt(path: string): Promise<Look | undefined> {
  const [content, stats] = await Promise.all([
    readFile(path, "utf8").catch(() => undefined),
    stat(path).catch(() => undefined),
  ]);
  return content === undefined || !stats ? undefined : { content, sign: stats.mtimeMs };
}

function isGone({ content, since }: Watched, { isAlive = processExists, silentMs = 60_000 }: LockOptions): boolean {
  const pid = pidOf(content);
  // A folder may be shared by machines; of another's processes only the signs of life tell.
  const ours = content.split(" ")[1] === hostname();
  return (ours && pid !== undefined && !isAlive(pid)) || performance.now() - since > silentMs;
}

function pidOf(content: string): number | undefined {
  const pid = Number.parseInt(content, 10);
  return Number.isInteger(pid) ? pid : undefined;
}

/**
 * Removes the lock of a holder that is gone. One process does it for each such holder, and looks again when it may: the
 * others may be slow, and must not remove the lock of the next holder.
 */
async function takeOver(path: string, content: string): Promise<void> {
  const mark = `${path}.gone-${createHash("sha256").update(content).digest("hex").slice(0, 12)}`;
  try {
    await writeFile(mark, "", { flag: "wx", mode: 0o600 });
  } catch {
    const marked = await stat(mark).catch(() => undefined);
    if (marked && Date.now() - marked.mtimeMs > TAKEOVER_MS) await rm(mark, { force: true });
    return;
  }
  try {
    if ((await lookAt(path))?.content === content) await rm(path, { force: true });
  } finally {
    await rm(mark, { force: true });
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
