import type { Engine } from "../src/engine/engine.ts";
import type { ScenarioName } from "./scenario.ts";

/** Tells people what goes on, a line each. */
export type Tell = (text: string) => void;

/** One measurement; times in seconds. */
export interface Sample {
  readonly ours: number;
  /** What it is compared with, where the scenario's goal is a ratio. */
  readonly reference?: number;
}

/** What is to be measured, and where the figures go. */
export interface Job {
  readonly wanted: ReadonlySet<ScenarioName>;
  /** Repetitions of what is repeated. */
  readonly runs: number;
  /** Whether only working counts: the least that shows it. */
  readonly quick: boolean;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  readonly tell: Tell;
  /** Looks how busy others keep the machine; to be called right before a measurement. */
  beforehand(): Promise<void>;
  /** Takes down a measurement, unless nobody wants it. */
  record(name: ScenarioName, sample: Sample): void;
}

/** Whether any of the scenarios is wanted. */
export function wants({ wanted }: Pick<Job, "wanted">, names: readonly ScenarioName[]): boolean {
  return names.some((name) => wanted.has(name));
}

/** The same job, with a title before each line that it tells. */
export function titled(job: Job, title: string): Job {
  return { ...job, tell: (text) => job.tell(`${title}: ${text}`) };
}
