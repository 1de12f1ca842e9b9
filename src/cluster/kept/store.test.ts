import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KeptStore } from "./store.ts";
import { someEntry, someStart } from "./testing/entries.ts";

const NAME = "0123456789abcdef";
let folder: string;
let store: KeptStore;
const file = (ending = "json") => join(folder, `${NAME}.${ending}`);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
  store = new KeptStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the folder of kept clusters", () => {
  it("keeps entries in files that only their user may read, whatever the umask", () => {
    const before = process.umask(0);
    try {
      store.write(NAME, someEntry);
      const again = new KeptStore(folder);
      expect(again.read(NAME)).toEqual(someEntry);
      expect(again.names()).toEqual([NAME]);
    } finally {
      process.umask(before);
    }
    const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]);
    expect(modes).toEqual([
      [`${NAME}.json`, "600"],
      [`${NAME}.used`, "600"],
      ["key", "600"],
    ]);
  });

  it("has one key, which it tells nobody", () => {
    expect(new KeptStore(folder).key).toEqual(store.key);
    expect(new KeptStore(folder).keeper).toBe(store.keeper);
    expect(store.keeper).not.toContain(store.key.toString("hex").slice(0, 16));
    writeFileSync(join(folder, "key"), "short");
    expect(new KeptStore(folder).key).toHaveLength(32);
  });

  it("does not trust a file that others may read, or that is none", () => {
    store.write(NAME, someEntry);
    chmodSync(file(), 0o644);
    expect(store.read(NAME)).toEqual({ phase: "unreadable", reason: "others may use it (mode 644)" });
    rmSync(file());
    symlinkSync("/etc/hostname", file());
    expect(store.read(NAME)).toEqual({ phase: "unreadable", reason: "it is no file" });
  });

  it.runIf(process.getuid?.() === 0)("does not trust a file of another user", async () => {
    const { chownSync } = await import("node:fs");
    store.write(NAME, someEntry);
    chownSync(file(), 12345, 0);
    expect(store.read(NAME)).toEqual({ phase: "unreadable", reason: "it belongs to user 12345" });
  });

  it("says what is corrupt", () => {
    store.write(NAME, someEntry);
    writeFileSync(file(), readFileSync(file(), "utf8").slice(0, 100));
    expect(store.read(NAME)).toEqual({ phase: "unreadable", reason: "it is no JSON" });
    expect(store.names()).toEqual([NAME]);
  });

  it("is freed of what was never put in its place", () => {
    store.write(NAME, someEntry);
    const left = ["key.4711-0a1b2c3d", `${NAME}.json.new.4711-0a1b2c3d`, `${NAME}.lock.4711-0a1b2c3d`];
    for (const name of left) writeFileSync(join(folder, name), "");
    store.tidy();
    expect(readdirSync(folder)).toHaveLength(6);
    store.tidy(Date.now() + 120_000);
    expect(readdirSync(folder)).toEqual([`${NAME}.json`, `${NAME}.used`, "key"]);
  });

  it("knows the last use, and forgets all of it", () => {
    store.write(NAME, someStart);
    utimesSync(file("used"), 100, 100);
    expect(store.lastUsed(NAME)).toBe(100_000);
    store.touch(NAME);
    expect(Date.now() - store.lastUsed(NAME)).toBeLessThan(10_000);
    store.forget(NAME);
    store.touch(NAME);
    expect(store.read(NAME)).toBeUndefined();
    expect(readdirSync(folder)).toEqual(["key"]);
  });
});
