import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acquireProcessLock, tryProcessLock, withProcessLock } from "./process-lock.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  path = join(folder, "a.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

const heldBy = (pid: number, host = hostname()) => writeFileSync(path, `${pid} ${host} 0a1b2c`);
const gone = { isAlive: () => false };

describe("the lock between processes", () => {
  it("lets one at a time work, and leaves no file", async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await sleep(5);
      inside--;
    };
    await Promise.all([1, 2, 3].map(() => withProcessLock(path, work, { intervalMs: 1 })));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is free after a failure", async () => {
    await expect(withProcessLock(path, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is taken over from a process that is gone, by one alone", async () => {
    heldBy(4711);
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await sleep(2);
      inside--;
    };
    const options = { isAlive: (pid: number) => pid !== 4711, intervalMs: 1 };
    await Promise.all(Array.from({ length: 20 }, () => withProcessLock(path, work, options)));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is taken over from a real process that was killed", async () => {
    const child = spawn(process.execPath, [
      "--input-type=module",
      "-e",
      `const { acquireProcessLock } = await import(${JSON.stringify(import.meta.resolve("./process-lock.ts"))});
       await acquireProcessLock(${JSON.stringify(path)});
       console.log("held");
       setInterval(() => {}, 1000);`,
    ]);
    await new Promise((resolve) => child.stdout.once("data", resolve));
    expect(await tryProcessLock(path)).toBeUndefined();
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));
    const release = await acquireProcessLock(path);
    expect(readFileSync(path, "utf8")).toContain(`${process.pid} `);
    await release();
  });

  it("is taken over from a holder without a sign of life, whoever has its number now", async () => {
    heldBy(4711);
    const done = withProcessLock(path, async () => "done", { isAlive: () => true, silentMs: 20, intervalMs: 5 });
    expect(await done).toBe("done");
  });

  it("does not ask this machine for the processes of another", async () => {
    heldBy(4711, "elsewhere");
    expect(await tryProcessLock(path, gone)).toBeUndefined();
  });

  it("says whom it waits for, and ends with the signal", async () => {
    heldBy(4711);
    const told: string[] = [];
    const waiting = acquireProcessLock(path, {
      isAlive: () => true,
      intervalMs: 1,
      onWait: (holder) => told.push(holder),
      signal: AbortSignal.timeout(20),
    });
    await expect(waiting).rejects.toMatchObject({ name: expect.stringMatching(/AbortError|TimeoutError/) });
    expect(told).toEqual(["process 4711"]);
  });

  it("is not removed by one who has lost it", async () => {
    const release = await acquireProcessLock(path);
    heldBy(4711);
    await release();
    expect(readFileSync(path, "utf8")).toContain("4711");
  });

  it("can be tried without waiting", async () => {
    const release = await tryProcessLock(path);
    expect(await tryProcessLock(path)).toBeUndefined();
    await release?.();
    await (await tryProcessLock(path))?.();
    heldBy(4711);
    await (await tryProcessLock(path, gone))?.();
    expect(readdirSync(folder)).toEqual([]);
  });
});
