import { createHash } from "node:crypto";
import { HarnessError, reasonOf } from "../base/harness-error.ts";
import type { Engine } from "../engine/engine.ts";
import { BuildContainer } from "./build-container.ts";
import { withBuildLock } from "./build-lock.ts";
import type { BuildOptions } from "./build-recipe.ts";
import { ownRepository } from "./defaults.ts";
import { imageChanges } from "./image-changes.ts";
import { labels } from "./labels.ts";
import { machineAccess } from "./machine-access.ts";
import { presentImage } from "./present-image.ts";
import { StepProgress } from "./progress.ts";
import { requirementsFiles } from "./requirements-files.ts";
import type { ResolvedImage } from "./resolve-image.ts";
import { Tail } from "./tail.ts";

/** Airflow itself must stay what it is, or the cluster would be another than the one that was asked for. */
const install = `
set -eu
pip list --format=freeze --disable-pip-version-check | grep -iE '^apache-airflow(-core|-task-sdk)?==' >/mnt/work/airflow.txt || true
pip install --no-input --no-cache-dir --disable-pip-version-check --progress-bar off \
  -c /mnt/work/airflow.txt -r /mnt/requirements/0.txt
`;

/**
 * An image with the user's Python requirements on top of an Airflow image, ours or the official one. Made once per base
 * and content.
 * @throws HarnessError `AT_REQUIREMENTS` with pip's last lines; `AT_USAGE` where the file cannot be read
 */
export async function buildRequirementsImage(
  engine: Engine,
  base: ResolvedImage,
  requirementsFile: string,
  { onProgress = () => {}, signal }: BuildOptions = {},
): Promise<ResolvedImage> {
  const files = requirementsFiles(requirementsFile);
  const hash = createHash("sha256")
    .update(JSON.stringify([base.id, files]))
    .digest("hex")
    .slice(0, 12);
  const name = `${ownRepository}/airflow-requirements:${hash}`;
  const present = async () => {
    const image = await presentImage(engine, name);
    return image && ({ ...image, service: "airflow", source: "present" } as const);
  };
  const there = await present();
  if (there) return there;
  return withBuildLock(
    `airflow-requirements-${hash}`,
    async () => {
      const meanwhile = await present();
      if (meanwhile) return meanwhile;
      await build(engine, { base, name, files, requirementsFile }, { onProgress, signal });
      const built = await present();
      if (!built)
        throw new HarnessError("AT_IMAGE", `the image ${name} vanished after it was built`, { try: "once more" });
      return { ...built, source: "built" };
    },
    { onProgress, signal },
  );
}

interface Wanted {
  base: ResolvedImage;
  name: string;
  files: ReturnType<typeof requirementsFiles>;
  requirementsFile: string;
}

async function build(engine: Engine, wanted: Wanted, { onProgress = () => {}, signal }: BuildOptions): Promise<void> {
  const { base, name, files, requirementsFile } = wanted;
  const progress = new StepProgress("requirements image", 2, onProgress);
  const tail = new Tail(20);
  const container = await BuildContainer.start(engine, base.name, "requirements");
  try {
    progress.step(`installing ${requirementsFile}`);
    const access = machineAccess();
    await container.put("/mnt", [
      ...files.map((file) => ({ ...file, path: `requirements/${file.path}` })),
      ...access.files.map((file) => ({ ...file, path: `machine/${file.path}` })),
    ]);
    await container.run({ argv: ["install", "-d", "-m", "1777", "/mnt/work"], user: "0" });
    const exitCode = await container.run({
      argv: ["bash", "-c", install],
      env: { ...access.env, HOME: "/home/airflow", TMPDIR: "/mnt/work" },
      onLine: (line) => tail.add(line),
      signal,
    });
    if (exitCode !== 0) {
      throw new HarnessError("AT_REQUIREMENTS", `the requirements in ${requirementsFile} cannot be installed`, {
        observed: `pip ended with exit code ${exitCode}`,
        evidence: tail.text(),
        try: "correct the file; what needs a compiler or system packages needs a Dockerfile of your own (withDockerfile)",
      });
    }
    progress.step("storing the layer");
    const changes = await imageChanges(engine, base.name, [], { [labels.image]: "requirements" });
    await container.commit(name, changes, "airflow-testcontainers requirements");
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof HarnessError) throw error;
    throw new HarnessError("AT_REQUIREMENTS", `the requirements in ${requirementsFile} could not be installed`, {
      observed: reasonOf(error),
      evidence: tail.text(),
      cause: error,
    });
  } finally {
    progress.stop();
    await container.remove();
  }
}
