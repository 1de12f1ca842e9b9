import { describe, expect, it } from "vitest";
import { pieceOf } from "./region.ts";

const source = `import x from "x";

test("a", () => {
  // #region outer
  const a = 1;

  // #region inner
  if (a) {
    b();
  }
  // #endregion
  // #endregion
});
`;

describe("a piece of a source file", () => {
  it("is what stands between the markers, without the indentation that is shared", () => {
    expect(pieceOf(source, "inner")).toBe("if (a) {\n  b();\n}");
  });

  it("goes past the end of a region inside, whose markers are left out", () => {
    expect(pieceOf(source, "outer")).toBe("const a = 1;\n\nif (a) {\n  b();\n}");
  });

  it("is the whole file without a name", () => {
    expect(pieceOf("# #region x\na = 1\n# #endregion\n")).toBe("a = 1");
  });

  it("fails for a region that is missing, there twice, or not ended", () => {
    expect(() => pieceOf(source, "inne")).toThrow('there is no region "inne"');
    expect(() => pieceOf(source + source, "inner")).toThrow('there are 2 regions "inner"');
    expect(() => pieceOf("// #region a\n// #region b\n// #endregion\n", "a")).toThrow('the region "a" is not ended');
  });
});
