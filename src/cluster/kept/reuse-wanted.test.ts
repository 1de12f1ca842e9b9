import { describe, expect, it } from "vitest";
import { reuseWanted } from "./reuse-wanted.ts";

describe("a cluster is kept", () => {
  it.each([
    [undefined, {}, undefined],
    [undefined, { AIRFLOW_TESTCONTAINERS_REUSE: "1" }, 7200],
    [true, {}, 7200],
    [{}, {}, 7200],
    [{ idle: 60 }, {}, 60],
    [false, { AIRFLOW_TESTCONTAINERS_REUSE: "1" }, undefined],
    [true, { AIRFLOW_TESTCONTAINERS_REUSE: "0" }, undefined],
    [true, { AIRFLOW_TESTCONTAINERS_REUSE: "" }, 7200],
    [true, { AIRFLOW_TESTCONTAINERS_REUSE_IDLE: "30" }, 30],
    [{ idle: 60 }, { AIRFLOW_TESTCONTAINERS_REUSE_IDLE: "30" }, 60],
  ] as const)("with %j and %j for %s seconds", (option, env, idle) => {
    expect(reuseWanted(option, env)).toEqual(idle && { idle });
  });

  it("or only used where it is up, unless the variable says more", () => {
    const wanted = (value: string) => reuseWanted("if-up", { AIRFLOW_TESTCONTAINERS_REUSE: value });
    expect(["", "1", "0"].map(wanted)).toEqual(["if-up", { idle: 7200 }, undefined]);
  });

  it("not by a variable that makes no sense", () => {
    expect(() => reuseWanted(false, { AIRFLOW_TESTCONTAINERS_REUSE: "maybe" })).toThrow("expected  1 or 0");
    expect(() => reuseWanted(true, { AIRFLOW_TESTCONTAINERS_REUSE_IDLE: "2h" })).toThrow("a number of seconds");
    expect(() => reuseWanted(true, { AIRFLOW_TESTCONTAINERS_REUSE_IDLE: "-1" })).toThrow("a number of seconds");
  });
});
