import { HarnessError } from "../../base/harness-error.ts";
import type { Engine } from "../../engine/engine.ts";
import { removeImages } from "../../images/remove-images.ts";
import type { StepContext } from "../boot-graph.ts";
import type { Ground } from "../ground.ts";
import type { ClusterPlan } from "../plan.ts";
import { type DatabaseImage, databaseImage } from "./database-image.ts";

/** The migrated database of one start. One that cannot be used is made anew, once. */
export class CachedDatabase {
  private used: { image: DatabaseImage; engine: Engine } | undefined;
  private fault: string | undefined;

  /** The image to start Postgres from; see {@link databaseImage}. */
  async image(plan: ClusterPlan, on: Ground, context: StepContext): Promise<DatabaseImage> {
    if (this.fault) context.warn(`the migrated database could not be used and is made anew: ${this.fault}`);
    const image = await databaseImage(plan, on, context);
    this.used = { image, engine: on.engine };
    return image;
  }

  /**
   * To be called when Postgres did not start. Removes the image if it was made by an earlier start.
   * @returns whether that is worth another attempt
   */
  async discard(error: unknown): Promise<boolean> {
    if (this.fault || !this.used?.image.found) return false;
    const { image, engine } = this.used;
    this.fault = error instanceof HarnessError ? error.what : String(error);
    await removeImages(engine, ({ name }) => name === image.name);
    return true;
  }
}
