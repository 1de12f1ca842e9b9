import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { errorCodes } from "../base/error-codes.ts";
import { HarnessError } from "../base/harness-error.ts";
import { failureOf } from "./failure.ts";
import { Interrupt } from "./interrupt.ts";

const quiet = new AbortController().signal;
const interrupted = (name: "SIGINT" | "SIGTERM") => AbortSignal.abort(new Interrupt(name));

describe("exit codes", () => {
  it("should be those of the error's code", () => {
    for (const [code, exitCode] of Object.entries(errorCodes)) {
      const error = new HarnessError(code as keyof typeof errorCodes, "what");
      expect(failureOf(error, quiet)).toMatchObject({ code, exitCode });
    }
  });

  it("should be 2 for wrong use and 0 for help", () => {
    expect(failureOf(new CommanderError(1, "commander.unknownOption", "error: unknown option '--x'"), quiet)).toEqual({
      code: "AT_USAGE",
      message: "unknown option '--x'",
      exitCode: 2,
    });
    expect(failureOf(new CommanderError(0, "commander.helpDisplayed", "(outputHelp)"), quiet).exitCode).toBe(0);
  });

  it("should be 130 or 143 after an interruption, whatever it made fail", () => {
    const consequence = new HarnessError("AT_CONTAINER", "the container went away");
    expect(failureOf(consequence, interrupted("SIGINT"))).toMatchObject({ code: "AT_ABORTED", exitCode: 130 });
    expect(failureOf(new Error("x"), interrupted("SIGTERM"))).toMatchObject({ code: "AT_ABORTED", exitCode: 143 });
  });

  it("should be 70 for a defect of ours, which is called one", () => {
    expect(failureOf(new TypeError("x is not a function"), quiet)).toEqual({
      code: "AT_DEFECT",
      message: "this is a defect of airflow-testcontainers: x is not a function",
      exitCode: 70,
      text: "this is a defect of airflow-testcontainers: x is not a function\n  try       the same with --verbose, and report it",
    });
    expect(failureOf("a string", quiet).exitCode).toBe(70);
  });
});

describe("an error for users", () => {
  it("should be told with its code and all its parts, without a stack", () => {
    const error = new HarnessError("AT_PORT", "host port 80 is taken", { observed: "by nginx", try: "another" });
    expect(failureOf(error, quiet).text).toBe(
      "error AT_PORT: host port 80 is taken\n  observed  by nginx\n  try       another",
    );
  });
});
