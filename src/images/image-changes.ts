import type { Engine } from "../engine/engine.ts";

/**
 * Dockerfile instructions for a commit: what the parent started (the build container started something else), then the
 * recipe's own configuration, then the labels.
 */
export async function imageChanges(
  engine: Engine,
  parent: string,
  config: readonly string[],
  labels: Readonly<Record<string, string>>,
): Promise<string[]> {
  const { Config } = await engine.docker.getImage(parent).inspect();
  const entrypoint = listOf(Config.Entrypoint);
  return [
    ...(entrypoint.length > 0 ? [`ENTRYPOINT ${JSON.stringify(entrypoint)}`] : []),
    `CMD ${JSON.stringify(listOf(Config.Cmd))}`,
    ...config,
    ...Object.entries(labels).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`),
  ];
}

function listOf(value: string | string[] | null | undefined): string[] {
  if (!value) return [];
  return typeof value === "string" ? ["/bin/sh", "-c", value] : value;
}
