import { HarnessError } from "../../base/harness-error.ts";

/** The error of a reset that ran out of time. @param saw what was still under way */
export function restless(saw: readonly string[], within: number): HarnessError {
  return new HarnessError("AT_TIMEOUT", `not everything that runs could be stopped within ${within / 1000} s`, {
    expected: "no run and no task under way",
    observed: saw.join("\n"),
    try: "more time: `{ within: milliseconds }`",
  });
}
