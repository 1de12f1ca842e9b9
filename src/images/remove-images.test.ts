import type Dockerode from "dockerode";
import { describe, expect, it } from "vitest";
import type { Engine } from "../engine/engine.ts";
import { removeImages } from "./remove-images.ts";

/** An engine with our images, each with the one that it builds on, and those that containers use. */
function engineWith(images: Record<string, string | undefined>, used: string[] = []) {
  const removable = (name: string) => !used.includes(name) && !Object.values(images).includes(name);
  const docker = {
    listImages: async () =>
      Object.keys(images).map((name) => ({
        Id: name,
        Size: 1,
        RepoTags: [name],
        Labels: { "airflow-testcontainers.image": "x" },
      })),
    getImage: (name: string) => ({
      remove: async () => {
        if (!removable(name)) throw Object.assign(new Error(`${name} is in use`), { statusCode: 409 });
        delete images[name];
      },
    }),
  };
  return { docker: docker as unknown as Dockerode } as Engine;
}

const ours = (name: string) => `localhost/airflow-testcontainers/${name}`;

describe("removing our images", () => {
  it("should begin with those that nothing builds on, and leave the user's", async () => {
    const images = { [ours("base:1")]: undefined, [ours("redis:1")]: ours("base:1"), "mine:1": undefined };
    const { removed, kept } = await removeImages(engineWith(images));
    expect(removed.map((image) => image.name)).toEqual([ours("redis:1"), ours("base:1")]);
    expect(kept).toEqual([]);
    expect(Object.keys(images)).toEqual(["mine:1"]);
  });

  it("should say which are in use", async () => {
    const images = { [ours("base:1")]: undefined, [ours("redis:1")]: ours("base:1"), [ours("ryuk:1")]: ours("base:1") };
    const { removed, kept } = await removeImages(engineWith(images, [ours("redis:1")]));
    expect(removed.map((image) => image.name)).toEqual([ours("ryuk:1")]);
    expect(kept.map(({ image, reason }) => [image.name, reason])).toEqual([
      [ours("base:1"), `${ours("base:1")} is in use`],
      [ours("redis:1"), `${ours("redis:1")} is in use`],
    ]);
  });

  it("should remove only what is chosen", async () => {
    const engine = engineWith({ [ours("redis:1")]: undefined, [ours("redis:2")]: undefined });
    const { removed } = await removeImages(engine, ({ name }) => name.endsWith(":1"));
    expect(removed.map((image) => image.name)).toEqual([ours("redis:1")]);
  });
});
