import { describe, expect, it } from "vitest";
import type { FileYield } from "../../airflow/profile.ts";
import { ParseProof } from "./parse-proof.ts";

const SINCE = 1000;
const file = (parts: Partial<FileYield>): FileYield => ({
  ...{ file: "a.py", dags: 0, errors: 0, began: null, failedAt: null },
  ...parts,
});
const map = <T extends { file: string }>(...rows: T[]) => new Map(rows.map((row) => [row.file, row]));
const proof = (before: FileYield[] = [], gone: string[] = []) => new ParseProof(SINCE, map(...before), new Set(gone));
const pass = (began: number | null) => ({ file: "a.py", dags: 0, errors: 0, began });

describe("a file has been parsed with its new content", () => {
  it("when a pass that gave DAGs began after the copy, and not when one ended after it", () => {
    expect(proof().holds("a.py", { yields: map(file({ dags: 1, began: SINCE + 1 })) })).toBe(true);
    expect(proof().holds("a.py", { yields: map(file({ dags: 1, began: SINCE - 0.2 })) })).toBe(false);
    expect(proof().holds("a.py", { yields: map(file({ dags: 1, began: SINCE })) })).toBe(false);
  });

  it("when it has an error that it did not have before", () => {
    expect(proof().holds("a.py", { yields: map(file({ errors: 1, failedAt: SINCE + 1 })) })).toBe(true);
    expect(proof().holds("a.py", { yields: map(file({ errors: 1, failedAt: SINCE - 1 })) })).toBe(false);
  });

  it("when it had an error before, only with the second one found after the copy", () => {
    const failing = (failedAt: number) => ({ yields: map(file({ errors: 1, failedAt })) });
    const again = proof([file({ errors: 1, failedAt: SINCE - 9 })]);
    const seen = [SINCE - 9, SINCE + 1, SINCE + 1, SINCE + 2].map((at) => again.holds("a.py", failing(at)));
    expect(seen).toEqual([false, false, false, true]);
  });

  it("when it gives nothing, by what the dag processor prints", () => {
    const holds = (...passes: ReturnType<typeof pass>[]) =>
      proof().holds("a.py", { yields: map(), passes: map(...passes) });
    expect(holds(pass(SINCE + 1))).toBe(true);
    expect(holds(pass(SINCE - 1))).toBe(false);
    expect(holds(pass(null))).toBe(false);
  });

  it("when the dag processor has looked again and does not want it", () => {
    expect(proof().holds("a.py", { yields: map(), passes: map() })).toBe(true);
    expect(proof().holds("a.py", { yields: map() })).toBe(false);
  });

  it("when it is gone, and what it gave as well", () => {
    expect(proof([], ["a.py"]).holds("a.py", { yields: map() })).toBe(true);
    expect(proof([], ["a.py"]).holds("a.py", { yields: map(file({ dags: 1, began: 1 })) })).toBe(false);
  });
});
