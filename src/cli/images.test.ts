import { describe, expect, it } from "vitest";
import { main } from "./main.ts";
import { testIo } from "./testing/cli-io.ts";

const NO_ENGINE = { DOCKER_HOST: "unix:///nonexistent/none.sock" };

describe("the images commands", () => {
  it.each([["images"], ["images", "lst"], ["images", "list", "mysql"], ["images", "list", "--force"]])(
    "should refuse wrong use: %s %s %s",
    async (...args) => {
      expect(await main(args, testIo(NO_ENGINE))).toBe(2);
    },
  );

  it("should notice an unknown version of Airflow before an engine is looked for", async () => {
    const io = testIo(NO_ENGINE);
    expect(await main(["images", "build", "--airflow", "1.10.15"], io)).toBe(2);
    expect(io.err()).toContain("error AT_AIRFLOW_VERSION: no image is known for Airflow 1.10.15");
  });

  it.each(["list", "pull", "build", "remove"])(
    "should end with 3 and a JSON document without an engine: %s",
    async (name) => {
      const io = testIo(NO_ENGINE);
      expect(await main(["images", name, "--json"], io)).toBe(3);
      expect(JSON.parse(io.out())).toMatchObject({ ok: false, failures: [{ code: "AT_ENGINE" }] });
    },
  );
});
