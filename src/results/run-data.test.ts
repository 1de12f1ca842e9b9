import { expect, it } from "vitest";
import { isFinalRunState, isFinalTaskState } from "./run-data.ts";

it("knows which states are final", () => {
  expect(["queued", "running", "success", "failed"].filter(isFinalRunState)).toEqual(["success", "failed"]);
  expect([null, "up_for_retry", "deferred", "skipped", "upstream_failed"].filter(isFinalTaskState)).toEqual([
    "skipped",
    "upstream_failed",
  ]);
});
