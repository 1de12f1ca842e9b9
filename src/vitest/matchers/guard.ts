import type { MatcherState } from "vitest";
import { HarnessError } from "../../base/harness-error.ts";

/** What a matcher does; it tells what it saw, and stops with the signal. */
type Work<T> = (signal: AbortSignal, saw: (message: string) => void) => Promise<T>;

/**
 * Runs the work of a matcher under the eyes of its test: it ends with the test; its errors point at the line that
 * called the matcher; a promise that is not awaited fails the test; and a test that runs out of time says what was last
 * seen.
 * @param caller the function below which the stack of the errors begins
 */
export function guard<T>(
  name: string,
  task: MatcherState["task"],
  caller: (...args: never[]) => unknown,
  work: Work<T>,
): Promise<T> {
  const site: { stack?: string } = {};
  Error.captureStackTrace(site, caller);
  const end = new AbortController();
  const signal = task ? AbortSignal.any([task.context.signal, end.signal]) : end.signal;
  let awaited = false;
  let seen: string | undefined;
  let cutOff: string | undefined;
  signal.addEventListener("abort", () => {
    cutOff = seen;
  });
  atEnd(task, {
    finished: () => {
      // Of tests that run at once, the global `expect` may take one for another.
      if (!awaited || !task?.concurrent) end.abort(new Error("the test has ended"));
      if (!awaited) throw located(new Error(`${name}() was not awaited: write \`await expect(…).${name}(…)\``), site);
    },
    failed: () => {
      if (!awaited || cutOff === undefined) return;
      throw located(new Error(`${name}() was still waiting when the test ended; last it saw:\n${cutOff}`), site);
    },
  });
  const result = work(signal, (message) => {
    seen = message;
  }).finally(() => {
    seen = undefined;
  });
  // Vitest makes the promise that the test gets by then() of this one; whether the test takes it shows only there.
  return {
    // biome-ignore lint/suspicious/noThenProperty: see above
    then: (judge: (value: T) => unknown, failed?: (error: unknown) => never) => {
      const judged = judgedAt(site, result, judge).catch(failed);
      if (!task) return judged;
      // Where nobody takes it, the end of the test tells.
      judged.catch(() => {});
      return watched(judged, () => {
        awaited = true;
      });
    },
  } as unknown as Promise<T>;
}

function atEnd(task: MatcherState["task"], { finished, failed }: { finished: () => void; failed: () => void }): void {
  try {
    task?.context.onTestFinished(finished);
    task?.context.onTestFailed(failed);
  } catch {
    // A matcher inside such a hook: it cannot have hooks of its own.
  }
}

/** The promise, telling when somebody takes it. */
function watched<T>(promise: Promise<T>, taken: () => void): Promise<T> {
  const telling =
    <Args extends unknown[], R>(method: (...args: Args) => R) =>
    (...args: Args): R => {
      taken();
      return method.apply(promise, args);
    };
  return {
    // biome-ignore lint/suspicious/noThenProperty: it stands for a promise
    then: telling(promise.then) as Promise<T>["then"],
    catch: telling(promise.catch) as Promise<T>["catch"],
    finally: telling(promise.finally),
    [Symbol.toStringTag]: "Promise",
  };
}

/** The promise with what vitest makes of it. An error of the user's own code keeps the place where it was thrown. */
function judgedAt<T, R>(site: { stack?: string }, result: Promise<T>, judge: (value: T) => R): Promise<R> {
  return result.then(
    (value) => {
      try {
        return judge(value);
      } catch (error) {
        throw located(error, site);
      }
    },
    (error: unknown) => {
      throw error instanceof HarnessError ? located(error, site) : error;
    },
  );
}

/** The error with the place where the matcher was called: it was thrown after a wait, where nothing leads back to it. */
function located(error: unknown, { stack = "" }: { stack?: string }): unknown {
  if (!(error instanceof Error)) return error;
  const frames = stack.slice(stack.indexOf("\n") + 1);
  error.stack = `${error.name}: ${error.message}\n${frames}`;
  return error;
}
