import { randomBytes } from "node:crypto";
import { z } from "zod";
import { newPassword } from "../airflow/secrets.ts";
import type { Placement } from "../containers/placement.ts";
import type { StartOptions } from "../containers/start-options.ts";
import type { StartedPostgres } from "../containers/started-postgres.ts";
import type { StartedRabbitMQ } from "../containers/started-rabbitmq.ts";
import type { StartedRedis } from "../containers/started-redis.ts";
import { CLUSTER_LABEL } from "../engine/labels.ts";
import { removeAll } from "../engine/remove-all.ts";
import { resolveImage } from "../images/resolve-image.ts";
import { addEngine, addGuard, makeSite } from "./foundation.ts";
import { type BootOptions, guardedBoot } from "./guarded-boot.ts";
import {
  harnessLogin,
  postgresLogin,
  postgresOptions,
  rabbitmqLogin,
  rabbitmqOptions,
  redisOptions,
} from "./service-options.ts";
import { stepWait } from "./step-wait.ts";

const timeout = {
  /** Limit of the start, in seconds. @default 120 */
  timeout: z.number().positive().default(120),
};

/** What shapes a service that is started alone: what shapes it in a cluster, and how long its start may take. */
export const singleServiceOptions = {
  postgres: postgresOptions.extend(timeout),
  rabbitmq: rabbitmqOptions.extend(timeout),
  redis: redisOptions.extend(timeout),
} as const;

type Resolved<K extends keyof typeof singleServiceOptions> = z.output<(typeof singleServiceOptions)[K]>;

/** A service that runs without a cluster, on a network of its own. */
export interface SingleService<S> {
  readonly service: S;
  /** Removes its container and its network. */
  stop(): Promise<void>;
}

/** Starts a Postgres alone, and waits until it answers. */
export function startPostgres(
  options: Resolved<"postgres">,
  boot: BootOptions,
): Promise<SingleService<StartedPostgres>> {
  return startAlone("postgres", options, boot, async (image, place, wait) => {
    const { PostgresContainer } = await import("../containers/postgres-container.ts");
    return new PostgresContainer(image, place, postgresLogin(options)).launch(wait);
  });
}

/** Starts a RabbitMQ alone, and waits until it lets its user in. */
export function startRabbitMQ(
  options: Resolved<"rabbitmq">,
  boot: BootOptions,
): Promise<SingleService<StartedRabbitMQ>> {
  return startAlone("rabbitmq", options, boot, async (image, place, wait) => {
    const { RabbitMQContainer } = await import("../containers/rabbitmq-container.ts");
    return new RabbitMQContainer(image, place, rabbitmqLogin(options), harnessLogin(options.vhost)).launch(wait);
  });
}

/** Starts a Redis alone, and waits until it answers. */
export function startRedis(options: Resolved<"redis">, boot: BootOptions): Promise<SingleService<StartedRedis>> {
  return startAlone("redis", options, boot, async (image, place, wait) => {
    const { RedisContainer } = await import("../containers/redis-container.ts");
    return new RedisContainer(image, place, options.password ?? newPassword()).launch(wait);
  });
}

/** It is labelled as a cluster is, so that whatever removes clusters removes it. */
function startAlone<S>(
  kind: keyof typeof singleServiceOptions,
  options: { image?: string; timeout: number },
  boot: BootOptions,
  launch: (image: string, place: Placement, wait: StartOptions) => Promise<S>,
): Promise<SingleService<S>> {
  const id = randomBytes(4).toString("hex");
  return guardedBoot(
    {
      id,
      plan: (graph, hooks) => {
        const engine = addEngine(graph, hooks);
        const images = graph.add("images", [engine], async ({ signal, saw }, on) => {
          const wait = { onProgress: saw, signal };
          const { image } = options;
          const [own, ryuk] = await Promise.all([
            resolveImage(on, kind, { ...wait, image }),
            resolveImage(on, "ryuk", wait),
          ]);
          return { own, ryuk };
        });
        const guard = addGuard(graph, engine, images, hooks, { id });
        const service = graph.add(kind, [engine, images, guard], async (context, on, { own }, guard) => {
          const { place } = await makeSite(on, guard, id);
          return launch(own.name, place(kind), stepWait(context, options.timeout));
        });
        return (result, letGo) => ({
          service: result.value(service),
          stop: async () => {
            await removeAll(result.value(engine), { [CLUSTER_LABEL]: id });
            await letGo();
          },
        });
      },
    },
    boot,
  );
}
