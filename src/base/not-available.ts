import { HarnessError } from "./harness-error.ts";

/**
 * The error of what an attached cluster cannot give.
 * @param what in words, such as `restarts()`
 * @param because why not, as the end of a sentence
 * @param instead what helps
 */
export function notAvailable(what: string, because: string, instead?: string): HarnessError {
  return new HarnessError("AT_NOT_AVAILABLE", `${what} is not available when attached, because ${because}`, {
    try: instead,
  });
}
