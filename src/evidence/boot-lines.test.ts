import { describe, expect, it } from "vitest";
import { BootState } from "./boot-lines.ts";

const started = () => {
  const state = new BootState([
    { name: "postgres", needs: [] },
    { name: "migrate", needs: ["postgres"] },
    { name: "api-server", needs: [] },
  ]);
  state.apply({ type: "begin", step: "postgres", at: 0.2 });
  return state;
};

describe("the lines of a start", () => {
  it("show what each step waits for", () => {
    const state = started();
    state.apply({ type: "saw", step: "postgres", at: 0.5, saw: "connection refused" });
    expect(state.lines(1, false).join("\n")).toMatchInlineSnapshot(`
      "▸ postgres      0.8 s  connection refused
      · migrate              after postgres
      · api-server"
    `);
    expect(state.running(1)).toBe("postgres 1 s (connection refused)");
  });

  it("show what is done, and what failed", () => {
    const state = started();
    state.apply({ type: "end", step: "postgres", at: 2.2 });
    state.apply({ type: "begin", step: "migrate", at: 2.2 });
    state.apply({ type: "fail", step: "migrate", at: 3, error: new Error("no") });
    expect(state.lines(9, false).join("\n")).toMatchInlineSnapshot(`
      "✓ postgres      2.0 s
      ✗ migrate       0.8 s
      · api-server"
    `);
  });

  it("show a step that nobody had announced", () => {
    const state = new BootState([]);
    state.apply({ type: "begin", step: "reuse", at: 0 });
    state.apply({ type: "saw", step: "reuse", at: 1, saw: "process 4711 starts this cluster" });
    expect(state.lines(2, false)).toEqual(["▸ reuse    2.0 s  process 4711 starts this cluster"]);
  });
});
