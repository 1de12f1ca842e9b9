import { describe, expect, it } from "vitest";
import { processName, sameProcess, userNamed } from "./process-name.ts";

describe("the name of a connection", () => {
  it("tells pid, host and what the process does", () => {
    const user = { pid: 4711, host: "build-7", what: "vitest worker 2" };
    expect(processName(user)).toBe("airflow-testcontainers 4711@build-7 vitest worker 2");
    expect(userNamed(processName(user))).toEqual(user);
    expect(userNamed(processName({ ...user, what: "" }))).toEqual({ ...user, what: "" });
  });

  it("fits into what Postgres keeps, and still tells the process", () => {
    const user = { pid: 1234567, host: "a-very-long-host-name.example.com", what: "시험 with a long description" };
    const name = processName(user);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
    expect(sameProcess(userNamed(name) as never, user)).toBe(true);
    expect(sameProcess(userNamed(name) as never, { ...user, pid: 7 })).toBe(false);
  });

  it("is not taken from another application", () => {
    expect(userNamed("psql")).toBeUndefined();
    expect(userNamed("airflow-testcontainers")).toBeUndefined();
  });
});
