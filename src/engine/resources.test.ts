import { describe, expect, it } from "vitest";
import { diskOf, resourceWarnings } from "./resources.ts";

const GiB = 1024 ** 3;

describe("little memory or disk", () => {
  it("should be told in a line each", () => {
    expect(resourceWarnings(3.5 * GiB, { path: "/var/lib/docker", freeBytes: 4.9 * GiB })).toEqual([
      "the engine has 3.5 GiB of memory; less than 4 GiB may get components killed",
      "4.9 GiB free on the disk of /var/lib/docker; images and databases want 5 GiB",
    ]);
  });

  it("should not be told where there is enough, or where it is not known", () => {
    expect(resourceWarnings(4 * GiB, { path: "/", freeBytes: 5 * GiB })).toEqual([]);
    expect(resourceWarnings(0, undefined)).toEqual([]);
  });

  it("should take a machine of 4 GB for what it is sold as", () => {
    expect(resourceWarnings(3.84 * GiB)).toEqual([]);
  });
});

describe("free disk", () => {
  const only = (existing: string) => async (path: string) => {
    if (path !== existing) throw new Error("ENOENT");
    return 7;
  };

  it("should be that of the nearest parent that exists", async () => {
    expect(await diskOf("/var/lib/docker", only("/var/lib/docker"))).toEqual({ path: "/var/lib/docker", freeBytes: 7 });
    expect(await diskOf("/var/lib/docker", only("/var"))).toEqual({ path: "/var", freeBytes: 7 });
  });

  it("should be unknown where nothing can be asked", async () => {
    expect(await diskOf("/var/lib/docker", only("/elsewhere"))).toBeUndefined();
    expect(await diskOf("", only("/"))).toBeUndefined();
  });
});
