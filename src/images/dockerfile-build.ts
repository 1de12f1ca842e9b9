import type { ImageBuildOptions } from "dockerode";
import { HarnessError, reasonOf } from "../base/harness-error.ts";
import type { Engine } from "../engine/engine.ts";
import type { BuildContext } from "./build-context.ts";
import type { BuildOptions } from "./build-recipe.ts";
import { Intermediates } from "./intermediates.ts";
import { labels } from "./labels.ts";
import { proxySettings } from "./machine-access.ts";
import { StepProgress } from "./progress.ts";
import { Tail } from "./tail.ts";

/** A Dockerfile that is to become an image. */
export interface DockerfileBuild {
  name: string;
  files: BuildContext;
  /** Path of the Dockerfile inside the context. */
  dockerfile: string;
  /** Where it lies, for messages. */
  path: string;
  args: Readonly<Record<string, string>>;
}

const stepOfOlderBuilder = /^Step \d+\/(\d+) : (.*)$/;
const stepOfBuildKit = /^\[[0-9a-f:]+\] \[(?:\S+ +)?\d+\/(\d+)\] (.*)$/;

interface BuildEvent {
  stream?: string;
  error?: string;
}

/** dockerode's own reader, unlike its modem's, understands BuildKit; its types do not know it yet. */
function followBuild(engine: Engine, ...args: Parameters<typeof engine.docker.modem.followProgress>): void {
  (engine.docker as unknown as Engine["docker"]["modem"]).followProgress(...args);
}

/**
 * Builds a Dockerfile with the engine's own builder, with this machine's proxies. Images in between are removed where
 * nothing needs them.
 * @throws HarnessError `AT_IMAGE` with the last lines of the build
 */
export async function buildDockerfile(
  engine: Engine,
  { name, files, dockerfile, path, args }: DockerfileBuild,
  { onProgress = () => {}, signal }: BuildOptions = {},
): Promise<void> {
  const tail = new Tail(30);
  const made = new Intermediates();
  let progress: StepProgress | undefined;
  const onLine = (line: string) => {
    tail.add(line);
    made.read(line);
    const [, total, instruction] = line.match(stepOfOlderBuilder) ?? line.match(stepOfBuildKit) ?? [];
    if (!total || !instruction) return;
    progress ??= new StepProgress("image of your Dockerfile", Number(total), onProgress);
    progress.step(instruction);
  };
  const options: ImageBuildOptions = {
    t: name,
    dockerfile,
    // The engine takes proxies as arguments that it keeps out of the history.
    buildargs: { ...proxySettings(), ...args },
    labels: { [labels.image]: "dockerfile" },
    rm: true,
    forcerm: true,
    networkmode: engine.local ? "host" : undefined,
    abortSignal: signal,
    version: files.needsBuildKit ? "2" : undefined,
  };
  try {
    const stream = await engine.docker.buildImage(files.tar(), options);
    await new Promise<void>((resolve, reject) => {
      followBuild(
        engine,
        stream,
        (error: Error | null, events: BuildEvent[] = []) => {
          const failed = error ?? events.map((event) => event.error).find(Boolean);
          if (failed) reject(failed instanceof Error ? failed : new Error(String(failed)));
          else resolve();
        },
        (event: BuildEvent) => {
          for (const line of event.stream?.split("\n") ?? []) if (line.trim()) onLine(line);
        },
      );
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new HarnessError("AT_IMAGE", `the Dockerfile ${path} could not be built`, {
      observed: reasonOf(error),
      evidence: tail.text(),
      try: `docker build --build-arg AIRFLOW_IMAGE=${args.AIRFLOW_IMAGE} shows every line`,
      cause: error,
    });
  } finally {
    progress?.stop();
    await made.remove(engine);
  }
}
