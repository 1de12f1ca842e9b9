import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AirflowCluster, judgeSucceeded, type StartedAirflowCluster } from "airflow-testcontainers";

let airflow: StartedAirflowCluster;
before(async () => {
  airflow = await new AirflowCluster({ dags: "./dags" }).start();
});
after(() => airflow?.stop());

test("hello", async () => {
  const run = await airflow.dag("hello").run();
  const { ok, message } = judgeSucceeded(run);
  assert.ok(ok, message);
  assert.equal(run.xcoms?.two?.return_value, 42);
});
