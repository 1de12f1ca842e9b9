import type { Channel, GetMessage } from "amqplib";
import type { CleanState, TaskIds } from "../../airflow/clean-state.ts";
import type { StartedRabbitMQ } from "../../containers/started-rabbitmq.ts";

interface Queue {
  readonly name: string;
  readonly auto_delete: boolean;
  readonly exclusive: boolean;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** The queues of Airflow's vhost that hold tasks, and those that tests made; not the ones by which workers are asked. */
export async function lastingQueues(rabbitmq: StartedRabbitMQ): Promise<string[]> {
  const vhost = encodeURIComponent(rabbitmq.login.vhost);
  const queues = await rabbitmq.ask<Queue[]>(`/queues/${vhost}?disable_stats=true`);
  return queues.filter((queue) => !queue.auto_delete && !queue.exclusive).map(({ name }) => name);
}

/**
 * Takes the messages that wait in queues.
 * @param wanted whether a task's message is taken; others go back to their place. Without it all are taken.
 * @returns the tasks whose messages were taken
 */
export async function drainQueues(
  channel: Channel,
  queues: readonly string[],
  { messageTask }: CleanState,
  wanted?: (task: TaskIds) => boolean,
): Promise<TaskIds[]> {
  const taken: TaskIds[] = [];
  const spared: GetMessage[] = [];
  for (const queue of queues) {
    for (;;) {
      const message = await channel.get(queue);
      if (message === false) break;
      const task = messageTask(message.properties.headers ?? {}, message.content);
      if (wanted && !(task && wanted(task))) {
        spared.push(message);
        continue;
      }
      channel.ack(message);
      if (task) taken.push(task);
    }
  }
  for (const message of spared) channel.nack(message, false, true);
  return taken;
}
