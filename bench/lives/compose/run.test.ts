import { describe, expect, it } from "vitest";
import { run } from "./run.ts";

const node = (program: string) => [process.execPath, "-e", program];

describe("run", () => {
  it("returns what the command prints on standard output", async () => {
    expect(await run(node("console.log('out'); console.error('err')"))).toBe("out\n");
  });

  it("shows the exit code and the last lines of a command that fails", async () => {
    await expect(run(node("console.error('first'); console.error('broken'); process.exit(3)"))).rejects.toMatchObject({
      code: "AT_ENGINE",
      parts: { observed: "exit code 3", evidence: "first\nbroken" },
    });
  });

  it("fails where there is no such program", async () => {
    await expect(run(["no-such-program-here"])).rejects.toThrow("ENOENT");
  });

  it("rejects with the signal's reason, also where it was aborted before", async () => {
    const stop = new AbortController();
    const running = run(node("setInterval(() => {}, 1000)"), { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    await expect(run(["no-such-program-here"], { signal: stop.signal })).rejects.toThrow("enough");
  });
});
