import { describe, expect, it, onTestFinished } from "vitest";
import { probePlace } from "../engine/probe.ts";
import { type Answer, fakeEngine, healthy } from "../engine/testing/fake-engine.ts";
import { imageStatus } from "../images/image-status.ts";
import { needsBaseTool } from "./base-tool-need.ts";

const withoutTool = { PATH: "/nonexistent" };

async function found(answers: Record<string, Answer> = {}) {
  const engine = await fakeEngine({ ...healthy, ...answers });
  onTestFinished(engine.close);
  const probed = await probePlace({ source: "known place", uri: engine.uri });
  if (!probed.ok) throw new Error(probed.reason);
  return probed;
}

describe("the need for mmdebstrap", () => {
  it("should not arise where it is installed", async () => {
    const folder = new URL("../../node_modules/.bin", import.meta.url).pathname;
    expect(await needsBaseTool(await found(), { PATH: folder }, "vitest")).toBe(false);
  });

  it("should arise where images are missing and no registry has a Debian", async () => {
    expect(await needsBaseTool(await found(), withoutTool, "no-such-tool")).toBe(true);
  });

  it("should not arise where the registry has one, or the engine", async () => {
    const [base] = (await imageStatus((await found()) as never)).filter(({ service }) => service === "base");
    const registry = { [`/distribution/${base?.defaultName}/json`]: {} };
    expect(await needsBaseTool(await found(registry), withoutTool, "no-such-tool")).toBe(false);
    const image = { Id: "sha256:1", Size: 1, Config: {} };
    const present = { [`/images/${base?.defaultName}/json`]: image };
    expect(await needsBaseTool(await found(present), withoutTool, "no-such-tool")).toBe(false);
  });

  it("should not arise where no image is missing", async () => {
    const images = await imageStatus((await found()) as never);
    const services = images.filter(({ service }) => service !== "base" && service !== "python");
    const present = Object.fromEntries(
      services.map(({ defaultName }) => [`/images/${defaultName}/json`, { Id: "sha256:1", Size: 1, Config: {} }]),
    );
    expect(await needsBaseTool(await found(present), withoutTool, "no-such-tool")).toBe(false);
  });
});
