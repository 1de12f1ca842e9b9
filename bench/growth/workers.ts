import { AirflowCluster } from "../../src/index.ts";
import { DAGS } from "../lives/shape.ts";
import { secondsSince } from "../seconds-since.ts";
import { withDisplay } from "../with-display.ts";
import type { Growth } from "./growth.ts";

/** Starts clusters with more and more workers of one slot each. */
export const workers: Growth = {
  name: "workers",
  what: "from nothing until a cluster with so many workers of one slot each is ready, and until it is gone",
  of: "worker",
  sizes: [1, 2, 4, 8],
  figures: [
    { title: "ready", unit: "s" },
    { title: "stop", unit: "s" },
  ],
  async measure(sizes, { signal, tell }) {
    const points = [];
    for (const size of sizes) {
      tell(`starting ${size}`);
      const begun = performance.now();
      const options = { dags: DAGS, workers: { replicas: size, concurrency: 1 }, reuse: false };
      const cluster = await withDisplay(new AirflowCluster(options), { signal });
      const ready = secondsSince(begun);
      const asked = performance.now();
      await cluster.stop();
      points.push({ size, values: [ready, secondsSince(asked)] });
    }
    return points;
  },
};
