import { describe, expect, it } from "vitest";
import { scenariosOf } from "./scenario.ts";

describe("scenariosOf", () => {
  it("takes in what is measured with it", () => {
    expect(scenariosOf("ready-cold")).toEqual(["ready-cold", "ready-cold-cpu"]);
    expect(scenariosOf("stop")).toEqual(["stop"]);
    expect(scenariosOf("memory-services")).toEqual(["memory-services"]);
  });

  it("knows no other names", () => {
    expect(scenariosOf("ready")).toEqual([]);
    expect(scenariosOf("")).toEqual([]);
  });
});
