/** The parts of an image's name. */
export interface ImageReference {
  /** Host of the registry, where the name has one. */
  registry?: string;
  repository: string;
  tag?: string;
  digest?: string;
}

/** Takes a name apart: `host:5000/team/app:1.2@sha256:…`. */
export function parseReference(name: string): ImageReference {
  const [first = "", ...others] = name.split("/");
  const hasRegistry = others.length > 0 && /[.:]|^localhost$/.test(first);
  const [path = "", digest] = (hasRegistry ? others.join("/") : name).split("@");
  const colon = path.lastIndexOf(":");
  return {
    registry: hasRegistry ? first : undefined,
    repository: colon < 0 ? path : path.slice(0, colon),
    tag: colon < 0 ? undefined : path.slice(colon + 1),
    digest,
  };
}

/**
 * The name under which an image is really asked for: testcontainers puts `TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX` in front
 * of every name without a host, and so do we, before looking and pulling.
 */
export function withHubPrefix(
  name: string,
  prefix: string | undefined = process.env.TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX,
): string {
  if (!prefix || parseReference(name).registry || /^(sha256:)?[0-9a-f]{64}$/.test(name)) return name;
  return `${prefix.replace(/\/$/, "")}/${name}`;
}
