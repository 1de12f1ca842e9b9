import { describe, expect, it } from "vitest";
import { readEntry } from "./entry.ts";
import { someEntry, someStart } from "./testing/entries.ts";

const changed = (change: object) => readEntry(JSON.stringify({ ...someEntry, ...change }));

describe("the entry of a kept cluster", () => {
  it("is read as it was written, with fields that were added to the cluster's state", () => {
    const more = { ...someEntry, cluster: { ...someEntry.cluster, added: { deep: [1] } } };
    expect(readEntry(JSON.stringify(more))).toEqual(more);
    expect(readEntry(JSON.stringify(someStart))).toEqual(someStart);
  });

  it.each([
    ["", "it is empty"],
    ["{", "it is no JSON"],
    ["[]", "it is no account of a cluster"],
    ["{}", "wrong or missing: format, id, engine"],
    [JSON.stringify(someEntry).slice(0, -20), "it is no JSON"],
  ])("cannot be used where it is %j", (text, reason) => {
    expect(readEntry(text)).toEqual({ phase: "unreadable", reason });
  });

  it("names what is wrong, and no value", () => {
    const cluster = { ...someEntry.cluster, admin: { username: "u", password: 1234 }, postgres: undefined };
    expect(changed({ cluster })).toEqual({
      phase: "unreadable",
      reason: "wrong or missing: cluster.admin.password, cluster.postgres",
    });
    expect(changed({ id: "x y" })).toMatchObject({ phase: "unreadable" });
  });

  it("of another version tells what is needed to remove it", () => {
    expect(changed({ format: 2, cluster: "something new" })).toEqual({
      ...{ phase: "foreign", id: "c1", engine: "E", idle: 60 },
    });
  });
});
