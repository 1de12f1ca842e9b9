import { describe, expect, it } from "vitest";
import { messageTask } from "./message-task.ts";

const workload = { ti: { id: "01a20f04-3795-7cac-9f43-dcacbf58400c", task_id: "two" }, type: "ExecuteTask" };
const body = (first: unknown) => Buffer.from(JSON.stringify([[first], {}, { callbacks: null }]));

describe("a message of Celery", () => {
  it("tells its task by Celery's id and Airflow's", () => {
    const ids = { celeryId: "celery-1", taskInstanceId: workload.ti.id };
    expect(messageTask({ id: "celery-1", task: "execute_workload" }, body(JSON.stringify(workload)))).toEqual(ids);
  });

  it("of another kind has no task instance", () => {
    const ids = { celeryId: "celery-1", taskInstanceId: null };
    expect(messageTask({ id: "celery-1" }, body(JSON.stringify({ type: "ExecuteCallback" })))).toEqual(ids);
    expect(messageTask({ id: "celery-1" }, Buffer.from([0xff, 0x00]))).toEqual(ids);
  });

  it("that is none is told apart", () => {
    expect(messageTask({}, Buffer.from("left by a test"))).toBeUndefined();
  });
});
