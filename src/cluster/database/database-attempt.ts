import { HarnessError, reasonOf } from "../../base/harness-error.ts";
import type { Engine } from "../../engine/engine.ts";
import { removeImages } from "../../images/remove-images.ts";
import { aliases } from "../plan.ts";

/** How a start comes by its database. */
export interface DatabaseAttempt {
  /** Whether Postgres runs from an image with a migrated database. */
  fromImage: boolean;
  /** The image, as soon as it is there. */
  image?: { readonly name: string; readonly engine: Engine };
  /** Why the start does without the image, where it had meant to use one. */
  fault?: string;
}

/** Name of the step that finds or makes the image. */
export const DATABASE_STEP = "database";

/** What would fail without the image as well. */
const unrelated: readonly string[] = ["AT_ENGINE", "AT_PORT"];

/**
 * Decides whether a start that has failed is worth another attempt, with an empty database that is migrated in its place:
 * a short cut must not fail what works without it. The image is removed, so that the next start makes it anew.
 */
export async function doWithoutImage(
  attempt: DatabaseAttempt,
  failedStep: string | undefined,
  error: unknown,
): Promise<boolean> {
  if (!attempt.fromImage || (failedStep !== DATABASE_STEP && failedStep !== aliases.postgres)) return false;
  if (error instanceof HarnessError && unrelated.includes(error.code)) return false;
  attempt.fromImage = false;
  attempt.fault = error instanceof HarnessError ? error.what : reasonOf(error);
  const { image } = attempt;
  // Where another start uses it still, that one removes it.
  if (image) await removeImages(image.engine, ({ name }) => name === image.name);
  return true;
}
