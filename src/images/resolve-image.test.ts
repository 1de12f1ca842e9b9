import { describe, expect, it } from "vitest";
import { defaultImage } from "./defaults.ts";
import { readRecipe } from "./recipe.ts";
import { resolveImage } from "./resolve-image.ts";
import { fakeEngine } from "./testing/fake-engine.ts";

const pinned = defaultImage("redis");

describe("the image of a service", () => {
  it("should be the pinned one where it is there", async () => {
    const { engine, pulled } = fakeEngine({ images: { [pinned]: {} } });
    expect(await resolveImage(engine, "redis")).toMatchObject({ service: "redis", source: "present", name: pinned });
    expect(pulled).toEqual([]);
  });

  it("should be the one that was built before, without asking a registry", async () => {
    const { image } = readRecipe("redis");
    const { engine, pulled } = fakeEngine({ images: { [image]: { labels: { a: "b" }, env: ["X=1=2"] } } });
    expect(await resolveImage(engine, "redis")).toMatchObject({
      source: "present",
      name: image,
      labels: { a: "b" },
      env: { X: "1=2" },
    });
    expect(pulled).toEqual([]);
  });

  it("should be pulled where it can be", async () => {
    const { engine } = fakeEngine({ pulls: { [pinned]: [] } });
    expect(await resolveImage(engine, "redis")).toMatchObject({ source: "pulled", name: pinned });
  });

  it("should be the one that the user names, pulled by that name", async () => {
    const { engine } = fakeEngine({ images: { [pinned]: {} }, pulls: { "redis:7.2": [] } });
    expect(await resolveImage(engine, "redis", { image: "redis:7.2" })).toMatchObject({
      source: "named",
      name: "redis:7.2",
    });
  });

  it("should be the reaper that testcontainers' variable names", async () => {
    const { engine } = fakeEngine({ images: { "mine/ryuk:1": {} } });
    const env = { RYUK_CONTAINER_IMAGE: "mine/ryuk:1" };
    expect(await resolveImage(engine, "ryuk", { env })).toMatchObject({ source: "named", name: "mine/ryuk:1" });
  });

  it("should never replace one that the user names", async () => {
    const { engine } = fakeEngine({ images: { [pinned]: {} } });
    await expect(resolveImage(engine, "redis", { image: "redsi:8" })).rejects.toThrow(
      expect.objectContaining({
        code: "AT_IMAGE",
        message: [
          "the image redsi:8, named for redis, is not there and cannot be pulled",
          "  observed  dial tcp: no such host",
          "  try       check the name; build or load the image (docker load); without a name a default for redis is used",
        ].join("\n"),
      }),
    );
  });

  it("should not be pulled where that is switched off", async () => {
    const { engine, pulled } = fakeEngine({ pulls: { "redis:7.2": [] } });
    const resolving = resolveImage(engine, "redis", { image: "redis:7.2", pull: "never" });
    await expect(resolving).rejects.toThrow(/observed {2}pulling is switched off/);
    expect(pulled).toEqual([]);
  });

  it("should be refused for an unknown version of Airflow before anything is asked", async () => {
    const { engine, pulled } = fakeEngine({});
    await expect(resolveImage(engine, "airflow", { airflowVersion: "4.0.0" })).rejects.toMatchObject({
      code: "AT_AIRFLOW_VERSION",
    });
    expect(pulled).toEqual([]);
  });
});
