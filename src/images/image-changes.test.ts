import { describe, expect, it } from "vitest";
import { imageChanges } from "./image-changes.ts";
import { fakeEngine } from "./testing/fake-engine.ts";

describe("the configuration of a new image", () => {
  it("should restore what the image below starts", async () => {
    const { engine } = fakeEngine({ images: { base: { entrypoint: ["/init", "--"], cmd: ["run it"] } } });
    expect(await imageChanges(engine, "base", ["USER 50000"], { "a.b": 'say "hi"' })).toEqual([
      'ENTRYPOINT ["/init","--"]',
      'CMD ["run it"]',
      "USER 50000",
      'LABEL a.b="say \\"hi\\""',
    ]);
  });

  it("should set no entry point where there is none", async () => {
    const { engine } = fakeEngine({ images: { base: { cmd: ["bash"] } } });
    expect(await imageChanges(engine, "base", [], {})).toEqual(['CMD ["bash"]']);
  });
});
