import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parse } from "./parse.ts";

const schema = z.strictObject({
  dags: z.string(),
  workers: z.array(z.strictObject({ replicas: z.int().min(1).default(1) })).default([]),
  dags2: z.record(z.string(), z.strictObject({ tasks: z.string() })).optional(),
  redis: z.union([z.boolean(), z.strictObject({ password: z.string() })]).optional(),
});
const message = (value: unknown) => {
  try {
    parse(schema, value, "the options", "AT_USAGE");
    return "accepted";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("parse", () => {
  it("names the nearest key for an unknown one, at any depth", () => {
    expect(message({ dags: "x", worker: [] })).toBe('the options: unknown option "worker"; did you mean "workers"?');
    expect(message({ dags: "x", workers: [{ replica: 1 }] })).toBe(
      'the options: unknown option "workers.0.replica"; did you mean "replicas"?',
    );
  });

  it("looks into records too", () => {
    expect(message({ dags: "x", dags2: { any: { taks: "" } } })).toContain(
      'unknown option "dags2.any.taks"; did you mean',
    );
  });

  it("lists several faults, a line each", () => {
    expect(message({ workers: [{ replicas: 0 }] })).toMatchInlineSnapshot(`
      "the options has 2 faults
        observed  dags: is missing; it must be a string
                  workers.0.replicas: Too small: expected number to be >=1"
    `);
  });

  it("speaks of the branch of a union that the value is nearest to", () => {
    const login = z.union([
      z.strictObject({ username: z.string(), password: z.string() }),
      z.strictObject({ token: z.string("must be a token") }),
    ]);
    const said = (value: unknown) => () => parse(z.strictObject({ login }), { login: value }, "it", "AT_USAGE");
    expect(said({ token: 1 })).toThrow("it: login.token: must be a token");
    expect(said({ username: "a" })).toThrow("it: login.password: ");
    expect(said("a")).toThrow("it: login: must be an object");
  });

  it("accepts what is right and fills in defaults", () => {
    expect(parse(schema, { dags: "x", workers: [{}] }, "the options", "AT_USAGE")).toEqual({
      dags: "x",
      workers: [{ replicas: 1 }],
    });
  });
});
