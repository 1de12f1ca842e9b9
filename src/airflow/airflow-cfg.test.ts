import { expect, it } from "vitest";
import { readCfg } from "./airflow-cfg.ts";

it("reads the options of an airflow.cfg with continued lines, and no comments", () => {
  const cfg = `before = a section
[core]
# executor = no
Parallelism = 8
dag_bundle_config_list = [
    {"name = x": 1}
  ]
; parallelism2 = 3
empty =
[celery]
worker_concurrency: 4
[core]
again = a=b
`;
  expect(readCfg(cfg)).toEqual({
    core: { parallelism: "8", dag_bundle_config_list: '[\n{"name = x": 1}\n]', empty: "", again: "a=b" },
    celery: { worker_concurrency: "4" },
  });
});
