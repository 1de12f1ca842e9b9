import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand, startDaemon } from "./run-command.ts";

describe("a command", () => {
  it("should pass on what it prints and tell how it ended", async () => {
    const printed: string[] = [];
    const result = await runCommand(["sh", "-c", "echo out; echo err >&2; exit 3"], (text) => printed.push(text));
    expect(result.code).toBe(3);
    expect(printed.join("")).toContain("out\n");
    expect(result.output.split("\n").sort()).toEqual(["err", "out"]);
  });

  it("should not ask questions and see the system's programs", async () => {
    const { output } = await runCommand(["sh", "-c", "echo $DEBIAN_FRONTEND; echo $PATH"], () => {}, {
      PATH: "/usr/bin:/bin",
    });
    expect(output).toContain("noninteractive");
    expect(output).toContain("/usr/sbin");
  });

  it("should be 127 where the program is not there", async () => {
    expect(await runCommand(["/nonexistent/program"], () => {})).toMatchObject({ code: 127 });
  });

  it("should end although something it started holds its output open", async () => {
    const { code, output } = await runCommand(["sh", "-c", "sleep 30 & echo $!"], () => {});
    process.kill(Number(output));
    expect(code).toBe(0);
  });
});

describe("a daemon", () => {
  it("should print into its log and tell how it ended", async () => {
    const folder = mkdtempSync(join(tmpdir(), "daemon-"));
    try {
      const log = join(folder, "log");
      const daemon = startDaemon(["sh", "-c", "echo hello; exit 4"], log);
      await expect.poll(() => daemon.ended()).toBe("exit code 4");
      expect(readFileSync(log, "utf8")).toBe("hello\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("should tell that the program is not there", async () => {
    const daemon = startDaemon(["/nonexistent/program"], "/dev/null");
    await expect.poll(() => daemon.ended()).toContain("ENOENT");
  });
});
