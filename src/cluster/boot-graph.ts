import { secondsSince } from "../base/seconds-since.ts";

/** What happens while a cluster starts. */
export type BootEvent = {
  /** Name of the step that it happens to. */
  readonly step: string;
  /** Seconds from the beginning of the start. */
  readonly at: number;
} & (
  | {
      /** The step begins, or has ended. */
      readonly type: "begin" | "end";
    }
  | {
      /** The step waits. */
      readonly type: "saw";
      /** What it waits for, or what it last saw. */
      readonly saw: string;
    }
  | {
      /** Something worth knowing that does not end the start; it stays true after the step. */
      readonly type: "warning";
      /** The warning, a sentence. */
      readonly text: string;
    }
  | {
      /** The step has failed, which ends the start. */
      readonly type: "fail";
      /** Why; mostly a HarnessError. */
      readonly error: unknown;
    }
);

/** What a step gets. */
export interface StepContext {
  /** Aborted as soon as another step has failed or the caller gave up. */
  readonly signal: AbortSignal;
  /** Tells what the step waits for. */
  readonly saw: (text: string) => void;
  /** Tells something that should be known after the step too. */
  readonly warn: (text: string) => void;
}

/** When a step began and ended, in seconds from the beginning of the start. */
export interface StepTime {
  /** Name of the step. */
  readonly name: string;
  /** When it began. */
  readonly start: number;
  /** When it ended. */
  readonly end: number;
}

/** A step's name and the names of those that must have ended before it begins. */
export interface StepOutline {
  /** Name of the step, such as `postgres`. */
  readonly name: string;
  /** Names of the steps that it waits for. */
  readonly needs: readonly string[];
}

/** A step of the graph, by which later steps ask for its value. */
export interface Step<T> {
  readonly name: string;
  readonly needs: readonly Step<unknown>[];
  run(context: StepContext, values: readonly unknown[]): Promise<T>;
}

type ValuesOf<Needs extends readonly Step<unknown>[]> = {
  [I in keyof Needs]: Needs[I] extends Step<infer T> ? T : never;
};

/** What a finished graph tells. */
export interface BootResult {
  readonly times: readonly StepTime[];
  readonly seconds: number;
  /** What the steps warned of. */
  readonly warnings: readonly string[];
  value<T>(step: Step<T>): T;
}

/** Steps with what they need. A step can only need steps that exist already, so there are no circles. */
export class BootGraph {
  private readonly steps: Step<unknown>[] = [];
  private readonly failure = new AbortController();
  private tellFailure: (step: string, error: unknown) => void = () => {};

  /** Adds a step that begins when all that it needs has ended, and gets their values. */
  add<const Needs extends readonly Step<unknown>[], T>(
    name: string,
    needs: Needs,
    run: (context: StepContext, ...values: ValuesOf<Needs>) => Promise<T>,
  ): Step<T> {
    if (this.steps.some((step) => step.name === name)) throw new Error(`two boot steps are named "${name}"`);
    const step: Step<T> = { name, needs, run: (context, values) => run(context, ...(values as ValuesOf<Needs>)) };
    this.steps.push(step);
    return step;
  }

  /** All steps with what each needs, in the order in which they were added. */
  get outline(): StepOutline[] {
    return this.steps.map(({ name, needs }) => ({ name, needs: needs.map((need) => need.name) }));
  }

  /** Ends the run from outside, as if the step had failed now. */
  fail(step: string, error: unknown): void {
    if (this.failure.signal.aborted) return;
    this.tellFailure(step, error);
    this.failure.abort(error);
  }

  /**
   * Runs all steps, each as early as its needs allow. The first failure aborts the rest, and is thrown when every step
   * that had begun has come to rest, so that nothing is still being made while the caller cleans up.
   */
  async run(options: { signal?: AbortSignal; onEvent?: (event: BootEvent) => void } = {}): Promise<BootResult> {
    const { signal, onEvent = () => {} } = options;
    const begun = performance.now();
    const at = () => secondsSince(begun);
    const failure = this.failure;
    const stop = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
    const values = new Map<Step<unknown>, Promise<unknown>>();
    const times: StepTime[] = [];
    const warnings: string[] = [];
    this.tellFailure = (step, error) => onEvent({ type: "fail", step, at: at(), error });

    const runStep = async (step: Step<unknown>) => {
      const needed = await Promise.all(step.needs.map((need) => values.get(need)));
      stop.throwIfAborted();
      const start = at();
      onEvent({ type: "begin", step: step.name, at: start });
      try {
        const context = {
          signal: stop,
          saw: (saw: string) => onEvent({ type: "saw", step: step.name, at: at(), saw }),
          warn: (text: string) => {
            warnings.push(text);
            onEvent({ type: "warning", step: step.name, at: at(), text });
          },
        };
        const value = await step.run(context, needed);
        times.push({ name: step.name, start, end: at() });
        onEvent({ type: "end", step: step.name, at: at() });
        return value;
      } catch (error) {
        if (!stop.aborted) this.fail(step.name, error);
        throw error;
      }
    };

    for (const step of this.steps) values.set(step, runStep(step));
    const results = await Promise.allSettled(values.values());
    signal?.throwIfAborted();
    if (failure.signal.aborted) throw failure.signal.reason;
    const done = new Map(this.steps.map((step, i) => [step, (results[i] as PromiseFulfilledResult<unknown>).value]));
    return {
      times: times.sort((a, b) => a.start - b.start || a.end - b.end),
      seconds: at(),
      warnings,
      value: <T>(step: Step<T>) => done.get(step) as T,
    };
  }
}
