import type { TaskIds } from "../../clean-state.ts";

/**
 * Which task a message of Celery is for. Its body is `[[workload], {}, {}]`, and the workload is JSON as text.
 * https://docs.celeryq.dev/en/stable/internals/protocol.html
 */
export function messageTask(headers: Readonly<Record<string, unknown>>, body: Buffer): TaskIds | undefined {
  if (typeof headers.id !== "string") return undefined;
  return { celeryId: headers.id, taskInstanceId: taskInstanceIn(body) };
}

function taskInstanceIn(body: Buffer): string | null {
  try {
    const [[workload]] = JSON.parse(body.toString("utf8")) as [[string]];
    const { ti } = JSON.parse(workload) as { ti?: { id?: unknown } };
    return typeof ti?.id === "string" ? ti.id : null;
  } catch {
    return null;
  }
}
