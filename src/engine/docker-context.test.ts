import { describe, expect, it } from "vitest";
import { readDockerContext } from "./docker-context.ts";

const files = (contents: Record<string, unknown>) => (path: string) => {
  const found = Object.entries(contents).find(([end]) => path.endsWith(end));
  if (!found) throw new Error(`ENOENT ${path}`);
  return JSON.stringify(found[1]);
};

describe("context of the docker command", () => {
  it("should give the engine of a context that is not the default", () => {
    const read = files({
      "config.json": { currentContext: "colima" },
      "meta.json": { Endpoints: { docker: { Host: "unix:///home/ada/.colima/docker.sock" } } },
    });
    expect(readDockerContext("/home/ada", read)).toEqual({
      name: "colima",
      uri: "unix:///home/ada/.colima/docker.sock",
    });
  });

  it("should say nothing without one", () => {
    expect(readDockerContext("/home/ada", files({}))).toBeUndefined();
    expect(readDockerContext("/home/ada", files({ "config.json": { currentContext: "default" } }))).toBeUndefined();
    expect(readDockerContext("/home/ada", files({ "config.json": { currentContext: "gone" } }))).toBeUndefined();
  });
});
