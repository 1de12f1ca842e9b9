import { expect, it } from "vitest";
import { optionsOf } from "./airflow-cfg.ts";

it("finds the options of an airflow.cfg, and neither comments nor continued lines", () => {
  const cfg = `[core]
# executor = no
Parallelism = 8
dag_bundle_config_list = [
    {"name = x": 1}
  ]
; parallelism2 = 3
[celery]
worker_concurrency: 4
`;
  expect([...optionsOf(cfg)]).toEqual(["core.parallelism", "core.dag_bundle_config_list", "celery.worker_concurrency"]);
});
