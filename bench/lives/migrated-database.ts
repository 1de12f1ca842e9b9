import { keyOf, originOf } from "../../src/cluster/database/database-key.ts";
import { databaseImages } from "../../src/cluster/database/kept-databases.ts";
import { planCluster } from "../../src/cluster/plan.ts";
import { resolveImages } from "../../src/cluster/resolve-images.ts";
import { AirflowCluster } from "../../src/index.ts";
import type { Job } from "../job.ts";
import { withDisplay } from "../with-display.ts";

/** Sees to the image with the migrated database: like the other images, it is there before anything is measured. */
export async function provideMigratedDatabase({ engine, signal, tell }: Job): Promise<void> {
  const plan = await planCluster({}, "bench");
  const { airflow, postgres } = await resolveImages(plan, engine, { signal, saw: tell });
  const key = keyOf(await originOf(plan, { airflow: airflow.id, postgres: postgres.id }));
  if ((await databaseImages(engine)).some(({ name }) => name.endsWith(`:${key}`))) return;
  tell("starting a cluster that is not measured: it makes the image with the migrated database");
  const cluster = await withDisplay(new AirflowCluster({ reuse: false }), { signal });
  await cluster.stop();
}
