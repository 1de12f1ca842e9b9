import { describe, expect, it } from "vitest";
import { thrownErrors } from "./thrown-errors.ts";

const errorsIn = (source: string) => thrownErrors(source).map(({ code, what }) => `${code} ${what.source}`);

describe("the errors that a source makes", () => {
  it("have their code and a pattern of their sentence", () => {
    expect(errorsIn(`throw new HarnessError("AT_PORT", \`host port \${port} is taken (or not)\`, {});`)).toEqual([
      "AT_PORT ^host port .* is taken \\(or not\\)$",
    ]);
    expect(errorsIn('new ApiError("AT_API", "no answer")')).toEqual(["AT_API ^no answer$"]);
  });

  it("may depend on a condition, or have their sentence in a constant", () => {
    expect(errorsIn(`new HarnessError(taken ? "AT_PORT" : "AT_CONTAINER", late ? "late" : \`\${x} failed\`)`)).toEqual([
      "AT_PORT ^(late|.* failed)$",
      "AT_CONTAINER ^(late|.* failed)$",
    ]);
    expect(errorsIn('const what = "gone"; new HarnessError("AT_API", what);')).toEqual(["AT_API ^gone$"]);
  });

  it("are those of parse() too, and no others", () => {
    expect(errorsIn('parse(schema, value, "the options", "AT_USAGE")')).toEqual(["AT_USAGE ."]);
    expect(errorsIn('new HarnessError(code, "x"); log("AT_API", "y");')).toEqual([]);
  });
});
