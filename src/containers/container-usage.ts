import type Dockerode from "dockerode";

/** What a container has used, and uses. */
export interface ContainerUsage {
  /** Processor time since its start, all processes and cores together, in seconds. */
  readonly cpuSeconds: number;
  /** Memory in use now without the cache of files, in bytes; what `docker stats` shows. */
  readonly memoryBytes: number;
}

/** What can be read out of the engine's statistics, of both versions of control groups. */
export function usageOf({
  cpu_stats,
  memory_stats,
}: Pick<Dockerode.ContainerStats, "cpu_stats" | "memory_stats">): ContainerUsage {
  const { usage = 0, stats } = memory_stats;
  const detail = (stats ?? {}) as unknown as Readonly<Record<string, number | undefined>>;
  // The first name is that of version 1, where the second one leaves out processes that have ended.
  const cache = detail.total_inactive_file ?? detail.inactive_file ?? 0;
  return { cpuSeconds: cpu_stats.cpu_usage.total_usage / 1e9, memoryBytes: Math.max(0, usage - cache) };
}
