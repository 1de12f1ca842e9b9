import { withBuildLock } from "../../images/build-lock.ts";
import { ownRepository } from "../../images/defaults.ts";
import { labels } from "../../images/labels.ts";
import { presentImage } from "../../images/present-image.ts";
import type { StepContext } from "../boot-graph.ts";
import type { Ground } from "../ground.ts";
import type { ClusterPlan } from "../plan.ts";
import { keyOf, originOf } from "./database-key.ts";
import { pruneDatabaseImages } from "./kept-databases.ts";
import { makeDatabaseImage } from "./make-database-image.ts";

/** An image of Postgres in which the metadata database of a cluster is migrated already. */
export interface DatabaseImage {
  readonly name: string;
  /** How the database looked when it was made. */
  readonly digest: string;
}

/**
 * The image with the migrated database of a plan. Made once for everything that shapes it; a container that runs from it
 * gets a copy of its own.
 * @throws HarnessError as a start of Postgres and the migration do
 */
export async function databaseImage(plan: ClusterPlan, on: Ground, context: StepContext): Promise<DatabaseImage> {
  const { airflow, postgres } = on.images;
  const key = keyOf(await originOf(plan, { airflow: airflow.id, postgres: postgres.id }));
  const name = `${ownRepository}/database:${key}`;
  const there = async () => {
    const digest = (await presentImage(on.engine, name))?.labels[labels.digest];
    return digest ? { name, digest } : undefined;
  };
  const make = async () => {
    const meanwhile = await there();
    if (meanwhile) return meanwhile;
    const digest = await makeDatabaseImage(plan, on, context, name);
    await pruneDatabaseImages(on.engine);
    return { name, digest };
  };
  const { saw: onProgress, signal } = context;
  return (await there()) ?? (await withBuildLock(`database-${key}`, make, { onProgress, signal }));
}
