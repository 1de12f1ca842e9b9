import { HarnessError } from "../base/harness-error.ts";
import type { Engine } from "../engine/engine.ts";
import { BuildContainer } from "./build-container.ts";
import { parseReference } from "./image-reference.ts";
import { labels } from "./labels.ts";
import type { PresentImage } from "./present-image.ts";

/**
 * Refuses RabbitMQ 4.3 and later with Celery up to 5.6: the broker denies by default the kind of queue that Celery
 * declares for its control messages (deprecated feature `transient_nonexcl_queues`; celery/celery#10290 mends it in
 * 5.7). An unknown version is let pass.
 * @throws HarnessError `AT_INCOMPATIBLE`
 */
export function checkPair(rabbitmqVersion: string | undefined, celeryVersion: string | undefined): void {
  if (!rabbitmqVersion || !celeryVersion) return;
  if (!isAtLeast(rabbitmqVersion, 4, 3) || isAtLeast(celeryVersion, 5, 7)) return;
  throw new HarnessError("AT_INCOMPATIBLE", `Celery ${celeryVersion} does not work on RabbitMQ ${rabbitmqVersion}`, {
    expected: "RabbitMQ before 4.3, or Celery 5.7 or later",
    observed:
      "RabbitMQ 4.3 refuses the transient queues that Celery up to 5.6 declares, and its workers never get ready",
    try: "an image of RabbitMQ 4.2, or none, for the default; or Celery 5.7 in your requirements",
  });
}

/**
 * {@link checkPair} on two images. Celery's version is asked from the Airflow image, in a container, only where RabbitMQ
 * is new enough for it to matter and no label tells it.
 */
export async function checkImagePair(engine: Engine, rabbitmq: PresentImage, airflow: PresentImage): Promise<void> {
  const broker = rabbitmqVersionOf(rabbitmq);
  if (!broker || !isAtLeast(broker, 4, 3)) return;
  checkPair(broker, await celeryVersionOf(engine, airflow));
}

/** From our label, the variable that the official image sets, or the tag. */
export function rabbitmqVersionOf({
  name,
  labels: found,
  env,
}: Pick<PresentImage, "name" | "labels" | "env">): string | undefined {
  const fromTag = parseReference(name).tag?.match(/^\d+(\.\d+)+/)?.[0];
  return found[labels.version("rabbitmq")] ?? env.RABBITMQ_VERSION ?? fromTag;
}

async function celeryVersionOf(engine: Engine, image: PresentImage): Promise<string | undefined> {
  // With requirements or a Dockerfile on top, the label is the one of the image below.
  const known = image.labels[labels.image] === "airflow" ? image.labels[labels.version("celery")] : undefined;
  if (known) return known;
  const container = await BuildContainer.start(engine, image.name, "version");
  const lines: string[] = [];
  try {
    const code = "from importlib.metadata import version; print(version('celery'))";
    await container.run({ argv: ["python", "-c", code], onLine: (line) => lines.push(line) });
  } finally {
    await container.remove();
  }
  return lines.at(-1)?.match(/^\d+\.\d+\S*$/)?.[0];
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ours = 0, minors = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return ours > major || (ours === major && minors >= minor);
}
