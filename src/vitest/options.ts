import { resolve } from "node:path";
import { z } from "zod";
import { parse } from "../base/parse.ts";
import { type ClusterOptions, clusterOptions, pathOptions } from "../cluster/options.ts";

const own = {
  /** Whether the cluster is brought back to its baseline before each test file, where files run one after another. @default true */
  reset: z.boolean().default(true),
};

const vitestOptions = z.strictObject({ ...clusterOptions.shape, ...own });

/** What `airflow()` takes: everything that shapes a cluster, and how tests use it. */
export interface AirflowTestOptions extends ClusterOptions, z.input<z.ZodObject<typeof own>> {}

/** The options of a `vitest run`, apart: the cluster's as they were given, and how tests use it. */
export interface TestRunOptions extends z.output<z.ZodObject<typeof own>> {
  readonly cluster: ClusterOptions;
}

/**
 * Checks what `airflow()` was given.
 * @throws HarnessError `AT_USAGE` naming each fault, and the nearest option for one that is unknown
 */
export function checkTestOptions(given: AirflowTestOptions): void {
  parse(vitestOptions, given, "the options of airflow()", "AT_USAGE");
}

/**
 * Takes the options apart.
 * @param root folder that relative paths start from
 */
export function testRunOptions({ reset = true, ...cluster }: AirflowTestOptions, root: string): TestRunOptions {
  const paths = Object.fromEntries(
    pathOptions.flatMap((name) => {
      const path = cluster[name];
      return path === undefined ? [] : [[name, resolve(root, path)]];
    }),
  );
  return { reset, cluster: { ...cluster, ...paths } };
}
