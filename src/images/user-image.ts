import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { HarnessError } from "../base/harness-error.ts";
import type { Engine } from "../engine/engine.ts";
import { BuildContext } from "./build-context.ts";
import type { BuildOptions } from "./build-recipe.ts";
import { ownRepository } from "./defaults.ts";
import { buildDockerfile } from "./dockerfile-build.ts";
import { presentImage } from "./present-image.ts";
import type { ResolvedImage } from "./resolve-image.ts";

export interface UserImageOptions extends BuildOptions {
  /** Folder of the build context. @default the Dockerfile's folder */
  context?: string;
  /** Build arguments besides `AIRFLOW_IMAGE`; engines keep them in the image's history. */
  args?: Readonly<Record<string, string>>;
}

/**
 * Builds the user's Dockerfile. Its build argument `AIRFLOW_IMAGE` names the image that was resolved, so that
 * `ARG AIRFLOW_IMAGE` and `FROM $AIRFLOW_IMAGE` begin from it. Made once per base, arguments and content.
 * @throws HarnessError `AT_USAGE` where there is no such file, `AT_IMAGE` where it cannot be built
 */
export async function buildUserImage(
  engine: Engine,
  base: ResolvedImage,
  dockerfile: string,
  options: UserImageOptions = {},
): Promise<ResolvedImage> {
  const file = resolve(dockerfile);
  const context = resolve(options.context ?? dirname(file));
  const inside = relative(context, file).split(sep).join("/");
  if (!existsSync(file) || inside.startsWith("../")) {
    throw new HarnessError("AT_USAGE", `no Dockerfile ${basename(file)} in the build context`, {
      expected: `a file below ${context}`,
      observed: file,
    });
  }
  const files = new BuildContext(context, inside);
  const args = { AIRFLOW_IMAGE: base.name, ...options.args };
  const hash = createHash("sha256")
    .update(JSON.stringify([base.id, args, inside, await files.hash()]))
    .digest("hex")
    .slice(0, 12);
  const name = `${ownRepository}/airflow-dockerfile:${hash}`;
  const present = await presentImage(engine, name);
  if (present) return { ...present, service: "airflow", source: "present" };
  await buildDockerfile(engine, { name, files, dockerfile: inside, path: file, args }, options);
  const built = await presentImage(engine, name);
  if (!built) throw new HarnessError("AT_IMAGE", `the image ${name} vanished after it was built`, { try: "once more" });
  return { ...built, service: "airflow", source: "built" };
}
