import { resolve } from "node:path";
import { z } from "zod";
import { HarnessError } from "../base/harness-error.ts";
import { parse } from "../base/parse.ts";
import { attachOptions } from "../cluster/attach/options.ts";
import { type ClusterOptions, clusterOptions, pathOptions } from "../cluster/options.ts";

const own = {
  /**
   * Whether the cluster is brought back to its baseline before each test file, where files run one after another.
   * @default true
   */
  reset: z.boolean().default(true),
  /**
   * When the cluster stays after the run, for a look at it; the end of the run says how to reach and to remove it, and
   * the next run uses it. @default "never"
   */
  keep: z.enum(["never", "on-failure", "always"]).default("never"),
  /** Uses an Airflow that someone else runs; nothing that shapes a cluster can stand beside it. @default none */
  attach: attachOptions.optional(),
};

const vitestOptions = z.strictObject({ ...clusterOptions.shape, ...own });

/** What `airflow()` takes: everything that shapes a cluster, and how tests use it. */
export interface AirflowTestOptions extends ClusterOptions, z.input<z.ZodObject<typeof own>> {}

/** The options of a `vitest run`, apart: the cluster's as they were given, and how tests use it. */
export interface TestRunOptions extends Required<Omit<z.input<z.ZodObject<typeof own>>, "attach">> {
  readonly attach?: AirflowTestOptions["attach"];
  readonly cluster: ClusterOptions;
}

/**
 * Checks what `airflow()` was given.
 * @throws HarnessError `AT_USAGE` naming each fault, and the nearest option for one that is unknown
 */
export function checkTestOptions(given: AirflowTestOptions): void {
  parse(vitestOptions, given, "the options of airflow()", "AT_USAGE");
  const shaping = Object.keys(clusterOptions.shape).filter((name) => given[name as keyof ClusterOptions] !== undefined);
  if (given.attach === undefined || shaping.length === 0) return;
  throw new HarnessError("AT_USAGE", `the options of airflow(): attach excludes ${shaping.join(", ")}`, {
    try: "what shapes a cluster, or the address of one that someone else runs",
  });
}

/**
 * Takes the options apart.
 * @param root folder that relative paths start from
 */
export function testRunOptions(
  { reset = true, keep = "never", attach, ...cluster }: AirflowTestOptions,
  root: string,
): TestRunOptions {
  const paths = Object.fromEntries(
    pathOptions.flatMap((name) => {
      const path = cluster[name];
      return path === undefined ? [] : [[name, resolve(root, path)]];
    }),
  );
  return { reset, keep, attach, cluster: { ...cluster, ...paths } };
}
