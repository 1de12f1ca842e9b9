import { expect, it } from "vitest";
import { filterSettings, settingsEnvironment, settingsInEnvironment, withoutSettings } from "./settings.ts";

const settings = { core: { parallelism: "4", executor: "x" }, celery: { pool: "solo" } };

it("variables are made of settings, and read back", () => {
  expect(settingsInEnvironment({ ...settingsEnvironment(settings), PATH: "/bin", AIRFLOW_HOME: "/x" })).toEqual(
    settings,
  );
});

it("settings can be chosen, and a section without any is left out", () => {
  expect(filterSettings(settings, (section) => section === "celery")).toEqual({ celery: { pool: "solo" } });
  expect(withoutSettings(settings, { core: { parallelism: "9" }, celery: { pool: "" } })).toEqual({
    core: { executor: "x" },
  });
});
