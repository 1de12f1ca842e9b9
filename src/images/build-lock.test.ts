import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withBuildLock } from "./build-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockFile = () => join(folder, `airflow-testcontainers-${process.getuid?.() ?? "user"}-redis_8-0.lock`);

describe("the lock of a build", () => {
  it("should be of the image, and leave no file", async () => {
    const files = await withBuildLock("redis:8-0", async () => readdirSync(folder), { folder });
    expect(files.map((file) => join(folder, file))).toEqual([lockFile()]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("should say whom it waits for", async () => {
    writeFileSync(lockFile(), `4711 ${hostname()} 0a`);
    const lines: string[] = [];
    const waiting = withBuildLock("redis:8-0", async () => "done", {
      folder,
      isAlive: () => true,
      onProgress: (line) => lines.push(line),
      signal: AbortSignal.timeout(20),
    });
    await expect(waiting).rejects.toThrow();
    expect(lines).toEqual(["redis:8-0: waiting for process 4711, which builds it already"]);
  });
});
