import { AirflowCluster } from "airflow-testcontainers";
import { expect, test } from "vitest";
import { cluster } from "../cluster.ts";

test("nobody takes the cluster while this run has it, though no file uses it now", async () => {
  const stranger = new AirflowCluster({ ...cluster, dags: "./other-dags", reuse: true });
  await expect(stranger.start()).rejects.toMatchObject({ code: "AT_IN_USE" });
});
