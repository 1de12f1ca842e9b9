import { z } from "zod";
import { byLabel } from "../../../results/task-label.ts";
import { isNotFound, notFound } from "../api-error.ts";
import type { ApiHttp } from "../api-http.ts";
import type { CallOptions } from "../call-options.ts";
import type { RunApi, XComKey } from "../run-api.ts";
import { listAll } from "./lists.ts";
import { path } from "./paths.ts";
import { ofRun } from "./runs.ts";
import { instancePath, ofInstance } from "./task-instances.ts";

const xcomKey = z
  .object({ task_id: z.string(), map_index: z.number(), key: z.string() })
  .transform(({ task_id: taskId, map_index: mapIndex, key }): XComKey => ({ taskId, mapIndex, key }));

/** A value that is left out was never pushed, null was. */
const xcomAnswer = z.object({ value: z.unknown() });

/** XComs, in REST v2. */
export function xcomCalls(http: ApiHttp): Pick<RunApi, "xcoms" | "xcom"> {
  const xcoms = async (dagId: string, runId: string, options?: CallOptions) => {
    const request = { path: path`/dags/${dagId}/dagRuns/${runId}/taskInstances/~/xcomEntries` };
    const all = await ofRun(http, { dagId, runId }, listAll(http, request, "xcom_entries", xcomKey, options), options);
    return all.sort((a, b) => byLabel(a.taskId, b.taskId) || a.mapIndex - b.mapIndex || byLabel(a.key, b.key));
  };
  return {
    xcoms,
    async xcom(task, key = "return_value", options) {
      const query = { map_index: task.mapIndex ?? -1 };
      const asked = http.ask(
        { path: `${instancePath(task)}/xcomEntries/${encodeURIComponent(key)}`, query },
        xcomAnswer,
        options,
      );
      try {
        return (await ofInstance(http, task, asked, options)).value;
      } catch (error) {
        if (!isNotFound(error) || !error.what.startsWith("GET ")) throw error;
        const known = (await xcoms(task.dagId, task.runId, options))
          .filter(({ taskId, mapIndex }) => taskId === task.taskId && mapIndex === query.map_index)
          .map((one) => one.key);
        throw notFound(["XCom", `of the task "${task.taskId}"`], key, known, error);
      }
    },
  };
}
