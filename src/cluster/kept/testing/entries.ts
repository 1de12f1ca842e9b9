import type { ClusterState } from "../../cluster-state.ts";
import { type KeptEntry, startingEntry } from "../entry.ts";

const login = { username: "u", password: "p" };

/** A state that holds all it must; for unit tests only. */
const someState: ClusterState = {
  ...{ id: "c1", version: "3.3.2", network: "airflow-c1", reaper: { sessionId: "", containerId: "", image: "ryuk" } },
  ...{ admin: login, postgres: { ...login, database: "d" } },
  rabbitmq: { ...login, tag: "t", vhost: "v" },
  harness: { ...login, tag: "t", vhost: "v" },
  settings: { core: { executor: "CeleryExecutor" } },
  services: { postgres: "1", rabbitmq: "2" },
  components: [{ role: "api-server", alias: "api-server", containerId: "3" }],
  dags: "/p/dags",
  parsedFiles: [{ file: "a.py", dags: 1, errors: 0, parsed: true }],
  passedOver: [],
  boot: { seconds: 1, steps: [{ name: "engine", start: 0, end: 1 }], warnings: [] },
};

/** The entry of a cluster that is about to be started; for unit tests only. */
export const someStart = startingEntry({
  ...{ id: "c1", engine: "E", idle: 60, fingerprint: "f", project: "/p", offered: false },
});

/** The entry of a kept cluster; for unit tests only. */
export const someEntry: KeptEntry = {
  ...someStart,
  ...{ phase: "up", parts: { images: "0a" }, consumers: { default: 1 }, cluster: someState },
};
