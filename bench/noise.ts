import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** Processor time by kind, in milliseconds, summed over all cores. */
export interface CpuTimes {
  readonly idle: number;
  readonly total: number;
}

/** Per cent of the machine that is busy while we do nothing: the noise in which the next measurement is taken. */
export async function busyPercent(ms: number, signal?: AbortSignal, read: () => CpuTimes = cpuTimes): Promise<number> {
  const before = read();
  await sleep(ms, undefined, { signal });
  const after = read();
  const total = after.total - before.total;
  return total <= 0 ? 0 : Math.round(100 * (1 - (after.idle - before.idle) / total));
}

function cpuTimes(): CpuTimes {
  const all = cpus().map(({ times }) => times);
  const sum = (pick: (times: (typeof all)[number]) => number) => all.reduce((total, times) => total + pick(times), 0);
  return {
    idle: sum(({ idle }) => idle),
    total: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq),
  };
}
