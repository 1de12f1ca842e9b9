import type { Engine } from "../engine/engine.ts";
import { ownRepository } from "./defaults.ts";
import { labels } from "./labels.ts";

/** An image that we made. */
export interface OwnImage {
  name: string;
  id: string;
  size: number;
  /** When it was made, in seconds since 1970. */
  created: number;
  /** The recipe's name, `dockerfile`, `requirements` or `database`. */
  recipe: string;
}

/**
 * Every image that we made, one entry per name. The label alone does not tell: an image of the user's that builds on one
 * of ours has it too.
 */
export async function ownImages(engine: Engine): Promise<OwnImage[]> {
  const images = await engine.docker.listImages({ filters: { label: [labels.image] } });
  return images.flatMap(({ Id, Size, Created, RepoTags, Labels }) =>
    (RepoTags ?? [])
      .filter((name) => name.startsWith(`${ownRepository}/`))
      .map((name) => ({ name, id: Id, size: Size, created: Created, recipe: Labels?.[labels.image] ?? "" })),
  );
}
