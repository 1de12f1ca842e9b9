import { describe, expect, it } from "vitest";
import { ofRuns } from "./sql.ts";

describe("the condition for runs", () => {
  it("names each run, whatever is in its id", () => {
    const runs = [
      { dagId: "it's", runId: "manual__1" },
      { dagId: "b", runId: "back\\slash" },
    ];
    expect(ofRuns(runs, "t.dag_id", "t.run_id")).toBe(
      "(t.dag_id, t.run_id) in (('it''s', 'manual__1'), ('b',  E'back\\\\slash'))",
    );
  });

  it("means all runs where none are named, and none where the list is empty", () => {
    expect(ofRuns(undefined)).toBe("true");
    expect(ofRuns([])).toBe("false");
  });
});
