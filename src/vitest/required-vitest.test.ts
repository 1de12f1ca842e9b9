import { expect, it } from "vitest";
import { requireVitest } from "./required-vitest.ts";

it("takes the vitest that is installed here", () => {
  expect(() => requireVitest()).not.toThrow();
});

it.each(["4.1.12", "6.0.0-beta.1", "15.0.0"])("refuses %s and says what helps", (version) => {
  expect(() => requireVitest(version)).toThrow(/made for vitest 5\n {2}observed {2}vitest .*\n {2}try .*vitest@\^5/);
});
