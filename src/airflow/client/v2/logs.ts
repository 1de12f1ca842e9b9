import { ApiError, isNotFound } from "../api-error.ts";
import type { ApiHttp } from "../api-http.ts";
import type { RunApi } from "../run-api.ts";
import { logAnswer, logOf, type RawEvent } from "./log-events.ts";
import { instancePath, ofInstance } from "./task-instances.ts";

/** Parts that are read of one log; a task that never stops writing must not hold its reader for ever. */
const mostParts = 500;

/** Logs of tasks, in REST v2. */
export function logCalls(http: ApiHttp): Pick<RunApi, "log"> {
  return {
    async log(task, tryNumber, options) {
      const request = { path: `${instancePath(task)}/logs/${tryNumber}`, query: { map_index: task.mapIndex ?? -1 } };
      const raw: RawEvent[] = [];
      let token: string | null = null;
      for (let part = 0; part < mostParts; part++) {
        const query = { ...request.query, ...(token === null ? { full_content: true } : { token }) };
        const asked = http.ask({ ...request, query }, logAnswer, options);
        const answer = await ofInstance(http, task, asked, options).catch((error) => {
          throw isNotFound(error) && error.what.startsWith("GET ") ? noSuchTry(task.taskId, tryNumber, error) : error;
        });
        raw.push(...answer.content);
        token = answer.continuation_token;
        // Of a task that still runs there is a token for what it has not written yet.
        if (token === null || !answer.content.some(({ timestamp }) => timestamp !== null)) break;
      }
      return logOf(raw);
    },
  };
}

function noSuchTry(taskId: string, tryNumber: number, cause: ApiError): ApiError {
  return new ApiError("AT_NOT_FOUND", `the task "${taskId}" has no try ${tryNumber}`, { status: 404, cause });
}
