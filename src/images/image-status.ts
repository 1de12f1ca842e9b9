import type { Engine } from "../engine/engine.ts";
import { debianImage, defaultImage } from "./defaults.ts";
import { withHubPrefix } from "./image-reference.ts";
import { ownImages } from "./own-images.ts";
import { presentImage } from "./present-image.ts";
import { type RecipeName, readRecipe } from "./recipe.ts";
import { type Service, services } from "./service.ts";

/** What there is of one image. */
export interface ImageStatus {
  /** A service, or a recipe that others build on. */
  service: Service | "base" | "python";
  /** The pinned image, where there is one to pull. */
  defaultName?: string;
  /** The name that the recipe's image has, or would have. */
  recipeName: string;
  /** The name of the one that would be used now; undefined where it has to be pulled or built first. */
  present?: string;
  id?: string;
  /** Bytes, shared layers included. */
  size?: number;
  /** Images of earlier versions of the recipe that are still there. */
  outdated: readonly string[];
}

/** Looks which images are there; pulls and builds nothing. */
export async function imageStatus(engine: Engine, options: { airflowVersion?: string } = {}): Promise<ImageStatus[]> {
  const own = await ownImages(engine);
  const recipes: RecipeName[] = [...services, "python", "base"];
  return Promise.all(
    recipes.map(async (name) => {
      const recipe = readRecipe(name, options);
      const pinned = name === "base" ? debianImage : name === "python" ? undefined : defaultImage(name, recipe.version);
      const defaultName = pinned && withHubPrefix(pinned);
      const image =
        (defaultName ? await presentImage(engine, defaultName) : undefined) ??
        (await presentImage(engine, recipe.image));
      const outdated = own
        .filter((other) => other.recipe === name && other.name !== recipe.image)
        .map((other) => other.name);
      return {
        service: name,
        defaultName,
        recipeName: recipe.image,
        present: image?.name,
        id: image?.id,
        size: image?.size,
        outdated,
      };
    }),
  );
}
