import { parseConfigList } from "../airflow/config-list.ts";
import { HarnessError } from "../base/harness-error.ts";
import type { ExecResult } from "../containers/running-container.ts";
import type { Component } from "./component.ts";

/** Something with Airflow in it that can run a command: a component, or what testcontainers' `start()` gives. */
export interface AirflowInside {
  /** Runs a command and waits for its end; a failing one is a result, not an error. */
  exec(command: string[]): Promise<Pick<ExecResult, "stdout" | "stderr" | "output" | "exitCode">>;
}

/** Runs a program in a component that prints JSON on its last line. */
export async function askInside<T>(
  { alias, container }: Component,
  command: readonly string[],
  signal?: AbortSignal,
): Promise<T> {
  const { exitCode, stdout, output } = await container.exec(command, { signal });
  if (exitCode === 0) return JSON.parse(stdout.trim().split("\n").at(-1) ?? "null") as T;
  throw new HarnessError("AT_API", `a question could not be answered inside ${alias}`, {
    evidence: output.trim().split("\n").slice(-20).join("\n"),
  });
}

/** Runs a program that lists the settings in force, and gives them by `section.option`. */
export async function listSettings(
  name: string,
  inside: AirflowInside,
  command: readonly string[],
): Promise<Record<string, string>> {
  const { exitCode, stdout, stderr } = await inside.exec([...command]);
  if (exitCode === 0) return parseConfigList(stdout);
  throw new HarnessError("AT_API", `the settings inside ${name} could not be listed`, {
    // Standard output would have the secrets.
    evidence: stderr.trim().split("\n").slice(-10).join("\n"),
  });
}
