import { z } from "zod";
import { didYouMean } from "../../../base/nearest.ts";
import { counted, listed } from "../../../results/judge/words.ts";
import type { LiveBroker } from "../live.ts";
import { liveMatcher } from "../live-matcher.ts";
import { receivedBroker } from "../received.ts";
import { checked, type Waiting, within } from "../waiting.ts";

export interface ToHaveQueue {
  /**
   * RabbitMQ has the queue in Airflow's vhost, with exactly so many consumers where they are given. Each Celery worker is
   * one consumer of each of its queues.
   *
   * @example
   * await expect(airflow.rabbitmq).toHaveQueue("default", { consumers: 2 });
   */
  toHaveQueue(name: string, options?: { consumers?: number } & Waiting): Promise<void>;
}

const schema = z.strictObject({ consumers: z.int().min(0).optional(), within });

/** Queues of the workers themselves, not of tasks. */
const celerysOwn = /^celeryev\.|\.pidbox$/;

export const toHaveQueue = liveMatcher<LiveBroker, Parameters<ToHaveQueue["toHaveQueue"]>>(
  "toHaveQueue",
  receivedBroker,
  ({ name }, queue, options = {}) => {
    checked(name, z.string(), queue);
    const { consumers, within } = checked(name, schema, options);
    return {
      within,
      judge: async (broker, signal) => {
        const { vhost } = broker.login;
        const path = `/queues/${encodeURIComponent(vhost)}?disable_stats=true&enable_queue_totals=true`;
        const names = (await broker.ask<{ name: string }[]>(path, signal)).map((one) => one.name).sort();
        if (!names.includes(queue)) {
          const message = `the vhost ${vhost} has no queue ${queue}${didYouMean(queue, names)}`;
          const others = names.filter((one) => !celerysOwn.test(one));
          return { ok: false, message: `${message}\n  its queues: ${listed(others, 15)}` };
        }
        const found = await broker.consumersOf(queue);
        const ok = consumers === undefined || found === consumers;
        return { ok, message: `the queue ${queue} has ${counted(found, "consumer")}${ok ? "" : `, not ${consumers}`}` };
      },
    };
  },
);
