import { reasonOf } from "../base/harness-error.ts";
import type { Engine } from "../engine/engine.ts";
import { type OwnImage, ownImages } from "./own-images.ts";

/** What became of the images that were to be removed. */
export interface RemovedImages {
  removed: OwnImage[];
  /** Those that could not be removed, a container that uses one for example, and why. */
  kept: { image: OwnImage; reason: string }[];
}

/** Removes the images that we made, and no other; `which` chooses among them. */
export async function removeImages(
  engine: Engine,
  which: (image: OwnImage) => boolean = () => true,
): Promise<RemovedImages> {
  const removed: OwnImage[] = [];
  let left = (await ownImages(engine)).filter(which);
  let kept: RemovedImages["kept"] = [];
  // An image that others build on goes when those have gone, so once more as long as something goes.
  for (let before = -1; left.length > 0 && before !== left.length; ) {
    before = left.length;
    kept = [];
    for (const image of left) {
      try {
        await engine.docker.getImage(image.name).remove();
        removed.push(image);
      } catch (error) {
        if ((error as { statusCode?: number }).statusCode !== 404) kept.push({ image, reason: reasonOf(error) });
      }
    }
    left = kept.map(({ image }) => image);
  }
  return { removed, kept };
}
