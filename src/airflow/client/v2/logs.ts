import { ApiError, isNotFound } from "../api-error.ts";
import type { ApiHttp } from "../api-http.ts";
import type { CallOptions } from "../call-options.ts";
import type { RunApi, TaskAddress } from "../run-api.ts";
import { logAnswer, logOf, type RawEvent } from "./log-events.ts";
import { instancePath, ofInstance } from "./task-instances.ts";

/** Parts that are read of one log; a task that never stops writing must not hold its reader for ever. */
const mostParts = 500;

/** Logs of tasks, in REST v2. */
export function logCalls(http: ApiHttp): Pick<RunApi, "log"> {
  const read = async (task: TaskAddress, tryNumber: number, token: string | null, options?: CallOptions) => {
    const query = { map_index: task.mapIndex ?? -1, ...(token === null ? { full_content: true } : { token }) };
    const asked = http.ask({ path: `${instancePath(task)}/logs/${tryNumber}`, query }, logAnswer, options);
    try {
      return await ofInstance(http, task, asked, options);
    } catch (error) {
      // What is left of "not found" when the task exists.
      throw isNotFound(error) && error.what.startsWith("GET ") ? noSuchTry(task, tryNumber, error) : error;
    }
  };
  return {
    async log(task, tryNumber, options) {
      const raw: RawEvent[] = [];
      let token: string | null = null;
      for (let part = 0; part < mostParts; part++) {
        const { content, continuation_token: next } = await read(task, tryNumber, token, options);
        raw.push(...content);
        // Of a task that still runs there is a token for what it has not written yet.
        if (next === null || !content.some(({ timestamp }) => timestamp !== null)) break;
        token = next;
      }
      return logOf(raw);
    },
  };
}

function noSuchTry({ taskId }: TaskAddress, tryNumber: number, cause: ApiError): ApiError {
  return new ApiError("AT_NOT_FOUND", `the task "${taskId}" has no try ${tryNumber}`, { status: 404, cause });
}
