import { expect, it } from "vitest";
import { runCaptured } from "./run-command.ts";

it("a command passes or fails by its exit code, and what it prints is kept", async () => {
  expect(await runCaptured(["sh", "-c", "echo out"])).toEqual({ ok: true, output: "out\n" });
  expect(await runCaptured(["sh", "-c", "echo why >&2; exit 3"])).toEqual({ ok: false, output: "why\n" });
});

it("a command that is not there fails and says so", async () => {
  const { ok, output } = await runCaptured(["/nonexistent/program"]);
  expect(ok).toBe(false);
  expect(output).toContain("/nonexistent/program could not be started");
});
