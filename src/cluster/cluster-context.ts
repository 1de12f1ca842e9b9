import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import type { CallOptions } from "../airflow/client/call-options.ts";
import { profileFor } from "../airflow/profiles.ts";
import type { ClusterState } from "./cluster-state.ts";
import type { Component } from "./component.ts";
import type { HandleContext, RunMarks } from "./handle-context.ts";

/** Milliseconds that a DAG of an Airflow that someone else runs may take to appear: nobody has waited for its folder. */
const foreignParsedWithin = 5_000;

/** What a cluster must have for its handles. */
interface Cluster {
  readonly attached: boolean;
  readonly api: AirflowApi;
  readonly passedOver: readonly string[];
  readonly state: ClusterState;
  nextRuns(count: number, options?: Pick<CallOptions, "signal">): Promise<Record<string, string[]>>;
  component(alias: string): Component;
}

/** What handles get from a cluster. */
export function handleContext(
  cluster: Cluster,
  { watch, ...marks }: RunMarks & Pick<HandleContext, "watch">,
): HandleContext {
  const { api } = cluster;
  const nextRuns: HandleContext["nextRuns"] = (count, options) => cluster.nextRuns(count, options);
  if (cluster.attached) return { ...marks, api, nextRuns, parsedWithin: foreignParsedWithin };
  const { passedOver, state } = cluster;
  const folder = profileFor(state.version).paths.dags;
  return {
    ...{ ...marks, api, watch, nextRuns, passedOver },
    async source(file, signal) {
      const { container } = cluster.component("dag-processor");
      const { exitCode, stdout } = await container.exec(["cat", `${folder}/${file}`], { signal });
      return exitCode === 0 ? stdout : undefined;
    },
  };
}
