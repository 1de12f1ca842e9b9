import type { BootOptions } from "../src/cluster/guarded-boot.ts";
import { bootDisplay } from "../src/evidence/boot-display.ts";
import type { AirflowCluster, StartedAirflowCluster } from "../src/index.ts";

/** Starts a cluster and shows on standard error how that goes, as the command line does. */
export async function withDisplay(cluster: AirflowCluster, options: BootOptions): Promise<StartedAirflowCluster> {
  const display = await bootDisplay(process.stderr);
  try {
    return await cluster.start({ ...options, onSteps: display.onSteps, onEvent: display.onEvent });
  } finally {
    display.end();
  }
}
