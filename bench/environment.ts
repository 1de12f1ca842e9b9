import { cpus } from "node:os";
import type { Engine } from "../src/engine/engine.ts";
import { defaultAirflowVersion } from "../src/images/defaults.ts";
import type { BenchImages } from "./images.ts";
import type { ComposeProgram } from "./lives/compose/program.ts";
import { CONCURRENCY, WORKERS } from "./lives/shape.ts";
import type { Spread } from "./spread.ts";

/** Where and how the figures were measured. */
export interface Environment {
  /** ISO 8601. */
  readonly date: string;
  /** The engine's. */
  readonly cpus: number;
  /** Model of this machine's processor. */
  readonly cpu: string;
  /** The engine's, in bytes. */
  readonly memory: number;
  readonly node: string;
  readonly engine: { readonly version: string; readonly api: string };
  /** Command and version; undefined where nothing was compared with it. */
  readonly compose?: string;
  readonly airflow: string;
  readonly images: BenchImages;
  /** Workers of `ready-cold` and what belongs to it. */
  readonly workers: number;
  /** Task slots of each worker. */
  readonly concurrency: number;
  /** Repetitions of what is measured on our side alone. */
  readonly runs: number;
  /** Repetitions of what is compared with docker compose: as many as there was time for. */
  readonly pairs: number;
  /** Per cent of the processors that others used in the second before each measurement began. */
  readonly busyBefore: Spread;
}

/** Above this, in per cent, others disturb the measurement. */
export const NOISY = 10;

/** Describes this machine and this measurement. */
export function environmentOf(
  engine: Engine,
  images: BenchImages,
  program: ComposeProgram | undefined,
  measured: Pick<Environment, "runs" | "pairs" | "busyBefore">,
): Environment {
  return {
    date: new Date().toISOString(),
    cpus: engine.cpus,
    cpu: cpus()[0]?.model ?? "unknown",
    memory: engine.memoryBytes,
    node: process.versions.node,
    engine: { version: engine.version, api: engine.apiVersion },
    compose: program && `${program.command.join(" ")} ${program.version}`,
    airflow: defaultAirflowVersion,
    images,
    workers: WORKERS,
    concurrency: CONCURRENCY,
    ...measured,
  };
}
