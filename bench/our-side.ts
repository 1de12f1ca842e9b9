import { bootDisplay } from "../src/evidence/boot-display.ts";
import { AirflowCluster, type StartedAirflowCluster } from "../src/index.ts";
import { CONCURRENCY, DAGS, WORKERS } from "./shape.ts";
import type { Side } from "./side.ts";

/** This package's cluster, with nothing set but the number of workers and slots. */
export const ourSide: Side = {
  name: "airflow-testcontainers",
  async prepare(signal) {
    let started: StartedAirflowCluster | undefined;
    return {
      async start() {
        const display = await bootDisplay(process.stderr);
        try {
          started = await new AirflowCluster()
            .withDags(DAGS)
            .withWorkers({ replicas: WORKERS, concurrency: CONCURRENCY })
            .start({ signal, onSteps: display.onSteps, onEvent: display.onEvent });
          return started;
        } finally {
          display.end();
        }
      },
      clean: async () => started?.stop(),
    };
  },
};
