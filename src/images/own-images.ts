import type { Engine } from "../engine/engine.ts";
import { ownRepository } from "./defaults.ts";
import { DATABASE_RECIPE, labels } from "./labels.ts";

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
 * of ours has it too. A database that another one took the name of has none, and its id in its place.
 */
export async function ownImages(engine: Engine): Promise<OwnImage[]> {
  const images = await engine.docker.listImages({ filters: { label: [labels.image] } });
  return images.flatMap(({ Id, Size, Created, RepoTags, Labels }) =>
    namesOf(Id, RepoTags, Labels).map((name) => ({
      name,
      id: Id,
      size: Size,
      created: Created,
      recipe: Labels?.[labels.image] ?? "",
    })),
  );
}

function namesOf(
  id: string,
  tags: readonly string[] | null | undefined,
  imageLabels: Readonly<Record<string, string>> | undefined,
): string[] {
  const names = (tags ?? []).filter((name) => name !== "<none>:<none>");
  if (names.length === 0 && imageLabels?.[labels.image] === DATABASE_RECIPE) return [id];
  return names.filter((name) => name.startsWith(`${ownRepository}/`));
}
