import { describe, expect, it } from "vitest";
import { newestParsingTable, newestPasses } from "./parsing-table.ts";

const table = (rows: string) => `2026-11-24T15:01:01.559819Z [info     ] 
================================================================================
DAG File Processing Stats

Bundle       File Path       PID  Current Duration      # DAGs    # Errors  Last Duration    Last Run At
-----------  ------------  -----  ------------------  --------  ----------  ---------------  -------------------
${rows}
================================================================================ [airflow.dag_processing.manager.DagFileProcessorManager] loc=manager.py:1176
`;
const done =
  "dags-folder  ok.py                                           1           0  0.05s            2026-11-24T15:01:00";
const open = "dags-folder  sub/x y.py    16829  0.04s                      0           1";

describe("the dag processor's table", () => {
  it("tells which files have been parsed", () => {
    expect(newestParsingTable(table(`${done}\n${open}`))).toEqual([
      { file: "ok.py", dags: 1, errors: 0, parsed: true },
      { file: "sub/x y.py", dags: 0, errors: 1, parsed: false },
    ]);
  });

  it("counts only when it is complete, and the newest", () => {
    expect(newestParsingTable("nothing yet")).toBeUndefined();
    const cut = table(done).slice(0, -200);
    expect(newestParsingTable(cut)).toBeUndefined();
    expect(newestParsingTable(table(open) + table(done))).toHaveLength(1);
    expect(newestParsingTable(table(done) + table(`${open}\n${open}`).slice(0, -200))).toEqual([
      { file: "ok.py", dags: 1, errors: 0, parsed: true },
    ]);
  });

  it("tells when a pass began, at the earliest", () => {
    expect(newestPasses(table(`${done}\n${open}`))?.map(({ began }) => began)).toEqual([
      Date.parse("2026-11-24T15:00:59.950Z") / 1000,
      null,
    ]);
  });
});
