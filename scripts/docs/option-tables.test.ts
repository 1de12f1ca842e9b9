import { describe, expect, it } from "vitest";
import { optionTables } from "./option-tables.ts";
import type { Option } from "./option-types.ts";

const option = (name: string, more: Partial<Option> = {}): Option => ({
  ...{ name, required: false, meaning: `What ${name} is.`, types: [{ kind: "text", text: "string" }] },
  ...more,
});

describe("tables of options", () => {
  it("show type, default and meaning", () => {
    const options = [
      option("dags", { required: true }),
      option("size", { types: [{ kind: "text", text: "string | number" }], standard: "5_000" }),
      option("image", { standard: "the official\none", meaning: "Several\nlines." }),
      option("name"),
    ];
    expect(optionTables(options)).toBe(
      [
        "| option | type | default | meaning |",
        "| --- | --- | --- | --- |",
        "| `dags` | `string` | required | What dags is. |",
        "| `size` | `string \\| number` | `5_000` | What size is. |",
        "| `image` | `string` | the official one | Several lines. |",
        "| `name` | `string` | none | What name is. |",
      ].join("\n"),
    );
  });

  it("have a section for each object, and one for an object and a list of the same", () => {
    const object = { kind: "object" as const, options: [option("slots")] };
    const options = [
      option("workers", { types: [object, { kind: "list", of: [object] }] }),
      option("pools", { types: [{ kind: "record", of: [{ kind: "text", text: "number" }, object] }] }),
      option("cluster", { types: [{ kind: "named", text: "ClusterOptions" }] }),
    ];
    const text = optionTables(options);
    expect(text).toContain("| [object](#workers) or list of [object](#workers) |");
    expect(text).toContain("| by name: `number` or [object](#poolsname) |");
    expect(text).toContain("| [`ClusterOptions`](#clusteroptions) |");
    expect([...text.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading)).toEqual(["`workers`", "`pools.<name>`"]);
  });

  it("fail for an option that nobody has explained", () => {
    const object = { kind: "object" as const, options: [option("slots", { meaning: "" })] };
    expect(() => optionTables([option("pool", { types: [object] })])).toThrow(
      "the option pool.slots has no doc comment",
    );
  });
});
