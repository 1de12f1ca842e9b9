import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HarnessError } from "../base/harness-error.ts";
import { packageRoot } from "../base/package-root.ts";
import type { Engine } from "../engine/engine.ts";
import { acquireSettings, debianRelease } from "./apt-access.ts";
import type { BuildOptions } from "./build-recipe.ts";
import { debianMirror, sourcesList } from "./debian-mirror.ts";
import { thisHost } from "./host.ts";
import { labels } from "./labels.ts";
import { eachLine } from "./lines.ts";
import { StepProgress } from "./progress.ts";
import type { Recipe } from "./recipe.ts";
import { Tail } from "./tail.ts";

/**
 * Makes a minimal Debian from packages, for machines that cannot pull one.
 * @throws HarnessError `AT_IMAGE` where `mmdebstrap` is missing or fails
 */
export async function buildDebianBase(engine: Engine, recipe: Recipe, options: BuildOptions = {}): Promise<string> {
  const { onProgress = () => {}, signal } = options;
  const folder = await mkdtemp(join(tmpdir(), "airflow-testcontainers-base-"));
  const progress = new StepProgress("base image", 2, onProgress);
  const archive = join(folder, "base.tar");
  try {
    progress.step("making a minimal Debian with mmdebstrap");
    await mmdebstrap(archive, signal);
    progress.step("importing it");
    const changes = [
      ...recipe.config,
      ...Object.entries(labels.of(recipe)).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`),
    ];
    const at = recipe.image.lastIndexOf(":");
    const stream = await engine.docker.importImage(createReadStream(archive), {
      repo: recipe.image.slice(0, at),
      tag: recipe.image.slice(at + 1),
      message: "airflow-testcontainers recipe base",
      changes,
    });
    await new Promise((resolve, reject) =>
      engine.docker.modem.followProgress(stream, (error, result) => (error ? reject(error) : resolve(result))),
    );
    return (await engine.docker.getImage(recipe.image).inspect()).Id;
  } finally {
    progress.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function mmdebstrap(archive: string, signal?: AbortSignal): Promise<void> {
  const host = thisHost();
  const folder = join(packageRoot(), "images", "base");
  const keyring = join(folder, "debian-archive-trixie.gpg");
  const excluded = (await readFile(join(folder, "dpkg.cfg"), "utf8")).split("\n").filter(Boolean);
  const args = [
    "--variant=minbase",
    "--include=ca-certificates",
    ...excluded.map((line) => `--dpkgopt=${line}`),
    ...acquireSettings(host).map((line) => `--aptopt=${line.replace(/;$/, "")}`),
    `--customize-hook=sh ${quoted(join(folder, "customize.sh"))} "$1"`,
    `--keyring=${keyring}`,
    debianRelease,
    archive,
    "-",
  ];
  const tail = new Tail(30);
  const child = spawn("mmdebstrap", args, { stdio: ["pipe", "ignore", "pipe"], signal });
  child.stdin.on("error", () => {});
  child.stdin.end(sourcesList(debianMirror(host), debianRelease));
  eachLine(child.stderr, (line) => tail.add(line));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    signal?.throwIfAborted();
    throw new HarnessError(
      "AT_IMAGE",
      "no Debian base image: none can be pulled, and mmdebstrap, which makes one, is missing",
      {
        observed: error.message,
        try: "airflow-testcontainers doctor --fix, which installs it on Debian and Ubuntu",
        cause: error,
      },
    );
  });
  if (code === 0) return;
  throw new HarnessError("AT_IMAGE", "the Debian base image could not be made", {
    observed: `mmdebstrap ended with ${code}`,
    evidence: tail.text(),
    try: "AIRFLOW_TESTCONTAINERS_APT_MIRROR names another Debian mirror",
  });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
