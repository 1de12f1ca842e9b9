import { HarnessError } from "../../base/harness-error.ts";
import type { ResolvedOptions } from "../options.ts";

/** Seconds without use after which a kept cluster is removed, where nobody says otherwise. */
export const DEFAULT_IDLE = 7_200;

/** A cluster is kept for the next process. */
export interface Keep {
  /** Seconds without use after which it is removed. */
  readonly idle: number;
}

/**
 * Whether the cluster is to be kept, or only used where `up` keeps it. `AIRFLOW_TESTCONTAINERS_REUSE=0` wins over the
 * option, so that a pipeline can switch off what is set for developers; `=1` is for clusters whose option says nothing, or
 * `"if-up"`. An idle limit given by option wins over `AIRFLOW_TESTCONTAINERS_REUSE_IDLE`.
 * @throws HarnessError `AT_USAGE` for a variable that makes no sense
 */
export function reuseWanted(
  option: ResolvedOptions["reuse"],
  env: NodeJS.ProcessEnv = process.env,
): Keep | "if-up" | undefined {
  const allowed = flagOf("AIRFLOW_TESTCONTAINERS_REUSE", env);
  if (allowed === false || !(option ?? allowed)) return undefined;
  if (option === "if-up" && !allowed) return option;
  const given = typeof option === "object" ? option.idle : undefined;
  return { idle: given ?? secondsOf("AIRFLOW_TESTCONTAINERS_REUSE_IDLE", env) ?? DEFAULT_IDLE };
}

function flagOf(name: string, env: NodeJS.ProcessEnv): boolean | undefined {
  const text = env[name]?.trim().toLowerCase();
  if (!text) return undefined;
  if (text === "1" || text === "true") return true;
  if (text === "0" || text === "false") return false;
  throw new HarnessError("AT_USAGE", `${name} is "${env[name]}"`, { expected: "1 or 0" });
}

function secondsOf(name: string, env: NodeJS.ProcessEnv): number | undefined {
  const text = env[name]?.trim();
  if (!text) return undefined;
  const seconds = Number(text);
  if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw new HarnessError("AT_USAGE", `${name} is "${text}"`, { expected: "a number of seconds" });
}
