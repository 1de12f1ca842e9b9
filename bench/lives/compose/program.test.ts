import { describe, expect, it } from "vitest";
import { isRecent } from "./program.ts";

describe("isRecent", () => {
  it.each(["1.29.0", "1.29.2", "2.0.1", "2.26.1-4", "5.0"])("accepts %s", (version) => {
    expect(isRecent(version)).toBe(true);
  });

  it.each(["1.28.9", "1.9.0", "0.30.0", "unknown", ""])("refuses %s", (version) => {
    expect(isRecent(version)).toBe(false);
  });
});
