import { expect, it } from "vitest";
import { usageOf } from "./container-usage.ts";

const stats = (detail: object) =>
  usageOf({
    cpu_stats: { cpu_usage: { total_usage: 2_500_000_000 } },
    memory_stats: { usage: 1_000, stats: detail },
  } as unknown as Parameters<typeof usageOf>[0]);

it("reads seconds and bytes from the statistics of both versions of control groups", () => {
  expect(stats({ total_inactive_file: 300, inactive_file: 1 })).toEqual({ cpuSeconds: 2.5, memoryBytes: 700 });
  expect(stats({ inactive_file: 400 })).toEqual({ cpuSeconds: 2.5, memoryBytes: 600 });
  expect(stats({})).toEqual({ cpuSeconds: 2.5, memoryBytes: 1_000 });
});
