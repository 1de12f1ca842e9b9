import { HarnessError } from "../src/base/harness-error.ts";
import type { Engine } from "../src/engine/engine.ts";
import { resolveImage } from "../src/images/resolve-image.ts";
import type { Service } from "../src/images/service.ts";
import type { Tell } from "./job.ts";

/** Names of the images that both sides use, and of the reaper. */
export type BenchImages = Readonly<Record<Exclude<Service, "redis">, string>>;

/**
 * Pulls or builds what is missing, so that neither side does.
 * @throws HarnessError `AT_IMAGE`
 */
export async function benchImages(engine: Engine, signal: AbortSignal, tell: Tell): Promise<BenchImages> {
  const name = async (service: Service) => {
    const image = await resolveImage(engine, service, { onProgress: (text) => tell(`${service}: ${text}`), signal });
    if (!image) throw new HarnessError("AT_IMAGE", `there is no image for ${service}`);
    return image.name;
  };
  const [airflow, postgres, rabbitmq, ryuk] = await Promise.all([
    name("airflow"),
    name("postgres"),
    name("rabbitmq"),
    name("ryuk"),
  ]);
  return { airflow, postgres, rabbitmq, ryuk };
}
