import { AirflowCluster, type StartedAirflowCluster } from "../../src/index.ts";
import { withDisplay } from "../with-display.ts";
import { CONCURRENCY, DAGS, WORKERS } from "./shape.ts";
import type { Side } from "./side.ts";

/** This package's cluster, with nothing set but the number of workers and slots. */
export const ourSide: Side = {
  name: "airflow-testcontainers",
  async prepare(signal) {
    let started: StartedAirflowCluster | undefined;
    return {
      async start() {
        // Whatever the environment says of clusters that are kept, this one is new.
        const cluster = new AirflowCluster({ reuse: false })
          .withDags(DAGS)
          .withWorkers({ replicas: WORKERS, concurrency: CONCURRENCY });
        started = await withDisplay(cluster, { signal });
        return started;
      },
      clean: async () => started?.stop(),
    };
  },
};
