import type { Recipe } from "./recipe.ts";

const prefix = "airflow-testcontainers";

/** What {@link labels.image} says of an image with a migrated database. */
export const DATABASE_RECIPE = "database";

/** Labels of the images that we make. */
export const labels = {
  /** On every image that we made; the value says from what: a recipe's name, `dockerfile`, `requirements` or `database`. */
  image: `${prefix}.image`,
  /** The hash over the recipe's content. */
  recipe: `${prefix}.recipe`,
  /** On an image with a migrated database: how it looked when it was made. */
  digest: `${prefix}.digest`,
  /** The version of a part of the image, for example `airflow-testcontainers.celery`. */
  version: (part: string) => `${prefix}.${part}`,
  of: (recipe: Recipe) => ({ [labels.image]: recipe.name, [labels.recipe]: recipe.hash }),
} as const;
