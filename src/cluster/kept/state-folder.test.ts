import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { opennessOf, openStateFolder, stateFolderPath } from "./state-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the folder of kept clusters", () => {
  it.each([
    ["linux", {}, "/home/u/.local/state/airflow-testcontainers"],
    ["linux", { XDG_STATE_HOME: "/s" }, "/s/airflow-testcontainers"],
    ["linux", { XDG_STATE_HOME: "relative" }, "/home/u/.local/state/airflow-testcontainers"],
    ["darwin", { XDG_STATE_HOME: "/s" }, "/home/u/Library/Application Support/airflow-testcontainers"],
    ["linux", { AIRFLOW_TESTCONTAINERS_STATE_DIR: "/mine", XDG_STATE_HOME: "/s" }, "/mine"],
  ] as const)("is on %s with %j at %s", (platform, env, path) => {
    expect(stateFolderPath({ platform, env, home: "/home/u" })).toBe(path);
  });

  it("is made with mode 700, whatever the umask", () => {
    const before = process.umask(0o377);
    try {
      const path = openStateFolder(join(folder, "made"));
      expect(statSync(path).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(before);
    }
  });

  it("is refused where others may look in, and left as it is", () => {
    const path = join(folder, "open");
    mkdirSync(path);
    chmodSync(path, 0o755);
    expect(() => openStateFolder(path)).toThrow(
      `observed  others may use it (mode 755)\n  try       chmod 700 ${path}`,
    );
    expect(statSync(path).mode & 0o777).toBe(0o755);
  });

  it("is refused where it is a link, a file, or cannot be made", () => {
    symlinkSync(folder, join(folder, "link"));
    expect(() => openStateFolder(join(folder, "link"))).toThrow("it is no folder");
    writeFileSync(join(folder, "file"), "");
    expect(() => openStateFolder(join(folder, "file", "below"))).toThrow("cannot be made");
  });

  it("has files that only their user may read", () => {
    const path = join(folder, "a.json");
    writeFileSync(path, "", { mode: 0o600 });
    expect(opennessOf(path, "file")).toBeUndefined();
    chmodSync(path, 0o640);
    expect(opennessOf(path, "file")).toBe("others may use it (mode 640)");
  });
});
