import { expect, it } from "vitest";
import { complaintOf } from "./complaint.ts";
import { recorded } from "./testing/recorded.ts";

it.each([
  ["dag-404", "The Dag with ID: `nosuch` was not found"],
  ["trigger-dup", "Unique constraint violation"],
  ["conn-422", "body.conn_type: Field required"],
  ["token-422", "1 validation error for LoginBody\npassword\n  Field required"],
])("puts %s in words, without the values that were sent", (name, words) => {
  expect(complaintOf(recorded(name))?.split("\n    For further")[0]).toBe(words);
});

it("is silent where Airflow says nothing", () => {
  expect(complaintOf(undefined)).toBeNull();
  expect(complaintOf({ detail: 7 })).toBeNull();
  expect(complaintOf({ detail: {} })).toBeNull();
});
