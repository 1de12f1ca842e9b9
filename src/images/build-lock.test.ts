import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withBuildLock } from "./build-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockFile = () => join(folder, `airflow-testcontainers-${process.getuid?.() ?? "user"}-redis_8-0.lock`);

describe("the lock of a build", () => {
  it("should let one at a time work, and leave no file", async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await sleep(5);
      inside--;
    };
    await Promise.all([1, 2, 3].map(() => withBuildLock("redis:8-0", work, { folder, intervalMs: 1 })));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("should be free after a failure", async () => {
    const failing = withBuildLock("redis:8-0", () => Promise.reject(new Error("no")), { folder });
    await expect(failing).rejects.toThrow("no");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("should be taken over from a process that is gone", async () => {
    writeFileSync(lockFile(), "4711");
    const done = withBuildLock("redis:8-0", async () => "done", { folder, isAlive: () => false });
    expect(await done).toBe("done");
  });

  it("should be taken over where no build can still hold it, whoever has the number now", async () => {
    writeFileSync(lockFile(), "4711");
    utimesSync(lockFile(), 0, 0);
    expect(await withBuildLock("redis:8-0", async () => "done", { folder, isAlive: () => true })).toBe("done");
  });

  it("should say whom it waits for, and end with the signal", async () => {
    writeFileSync(lockFile(), "4711");
    const lines: string[] = [];
    const waiting = withBuildLock("redis:8-0", async () => "done", {
      folder,
      isAlive: () => true,
      intervalMs: 1,
      onProgress: (line) => lines.push(line),
      signal: AbortSignal.timeout(20),
    });
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect(lines).toEqual(["redis:8-0: waiting for process 4711, which builds it already"]);
  });
});
