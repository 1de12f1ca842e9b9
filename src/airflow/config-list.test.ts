import { describe, expect, it } from "vitest";
import { parseConfigList } from "./config-list.ts";

describe("the output of `airflow config list`", () => {
  it("is read by section and option, with empty and longer values", () => {
    const text = `[core]
executor = CeleryExecutor
# mp_start_method = 
security = 

[dag_processor]
dag_bundle_config_list = [
    {
        "name": "dags-folder"
    }
  ]
refresh_interval = 5
`;
    expect(parseConfigList(text)).toEqual({
      "core.executor": "CeleryExecutor",
      "core.mp_start_method": "",
      "core.security": "",
      "dag_processor.dag_bundle_config_list": '[\n    {\n        "name": "dags-folder"\n    }\n  ]',
      "dag_processor.refresh_interval": "5",
    });
  });
});
