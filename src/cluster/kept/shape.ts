import { packageVersion } from "../../base/package-root.ts";
import type { Engine } from "../../engine/engine.ts";
import { folderContent } from "../dag-sync/folder-content.ts";
import type { ClusterPlan } from "../plan.ts";
import type { Shape } from "./fingerprint.ts";

/** Ids of the images by service. */
export type ImageIds = Readonly<Record<string, string>>;

/**
 * Everything that shapes the cluster of a plan, with the passwords that the user gave and without those that are random.
 * Every option counts, also one that is added to {@link ClusterPlan} later, but for:
 * the DAG folder, which is synchronised; limits, checks and short cuts of the start, which leave no trace; and names of files, of
 * which the content counts. What requirements and a Dockerfile say is in the id of the image that is made of them.
 */
export async function shapeOf(
  plan: ClusterPlan,
  images: ImageIds,
  { engine, project }: { engine: Pick<Engine, "id" | "bindAddress">; project: string },
): Promise<Shape> {
  const { dags, reuse, timeouts, strict, cachedDatabase, requirements, dockerfile, plugins, airflowCfg, ...options } =
    plan.options;
  return {
    ...options,
    images,
    hasDags: dags !== undefined,
    airflowCfg: plan.airflowCfg,
    plugins: plan.plugins === undefined ? undefined : await folderContent(plan.plugins),
    engine: { id: engine.id, bindAddress: engine.bindAddress },
    project,
    package: packageVersion(),
  };
}
