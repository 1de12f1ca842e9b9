import type { CallOptions } from "../../airflow/client/call-options.ts";
import { notAvailable } from "../../base/not-available.ts";
import type { AirflowInside } from "../ask-inside.ts";
import type { ClusterParts } from "../cluster-parts.ts";
import type { Component } from "../component.ts";
import type { RunMarks } from "../handle-context.ts";
import { StartedAirflowCluster } from "../started-airflow-cluster.ts";

type Interruptible = Pick<CallOptions, "signal">;

const notOurs = "its containers are someone else's";

/** An Airflow that someone else runs. Whatever needs its containers throws HarnessError `AT_NOT_AVAILABLE`. */
export class AttachedAirflowCluster extends StartedAirflowCluster {
  readonly #parts: ClusterParts;

  constructor(parts: ClusterParts, marks: RunMarks = {}) {
    super(parts, async () => {}, marks);
    this.#parts = parts;
  }

  override get attached(): boolean {
    return true;
  }

  override get reused(): boolean {
    return false;
  }

  override forTest(marks: RunMarks): StartedAirflowCluster {
    return new AttachedAirflowCluster(this.#parts, marks);
  }

  override component(alias: string): Component {
    throw notAvailable(
      `component("${alias}")`,
      notOurs,
      "what Airflow tells of itself: cluster.api.health(), cluster.api.jobs()",
    );
  }

  /** @param container a container of your own with Airflow in it */
  override async settingsInside(container: string | AirflowInside): Promise<Record<string, string>> {
    if (typeof container !== "string") return super.settingsInside(container);
    throw notAvailable(
      `settingsInside("${container}")`,
      notOurs,
      "the settings of the API server: cluster.api.config(), cluster.api.setting()",
    );
  }

  override async syncDags(): Promise<never> {
    throw notAvailable("syncDags()", "its DAG folder is someone else's", "the way in which DAGs come there");
  }

  /** @param count 1: Airflow's API tells one moment for each DAG */
  override async nextRuns(count: number, options: Interruptible = {}): Promise<Record<string, string[]>> {
    if (count > 1) {
      throw notAvailable(`nextRuns(${count})`, "Airflow's API tells one moment for each DAG", "nextRuns(1)");
    }
    const dags = await this.api.dags({}, options);
    return Object.fromEntries(dags.map(({ id, nextRun }) => [id, nextRun?.runAfter ? [nextRun.runAfter] : []]));
  }

  /** Lets go of it; nothing is stopped that we did not start. */
  override async stop(): Promise<void> {}
}
