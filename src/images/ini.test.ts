import { describe, expect, it } from "vitest";
import { iniValues } from "./ini.ts";

describe("INI files", () => {
  it("should be read as pip reads them", () => {
    const text =
      "; c\n[global]\nindex_url=https://a=b\n# c\nextra-index-url =\n  one\n  two\n\n[install]\ntimeout : 3\n";
    expect(Object.fromEntries(iniValues(text))).toEqual({
      "global.index-url": "https://a=b",
      "global.extra-index-url": "one two",
      "install.timeout": "3",
    });
  });
});
