import type { AirflowApi } from "../../airflow/client/airflow-api.ts";
import type { AirflowProfile } from "../../airflow/profile.ts";
import { notAvailable } from "../../base/not-available.ts";
import type { Cleaner } from "../cleaner.ts";
import type { ClusterParts } from "../cluster-parts.ts";
import type { BootTimes } from "../cluster-state.ts";
import type { Services } from "./given-services.ts";
import type { ResolvedAttachOptions } from "./options.ts";

const option = (example: string) => `the option \`${example}\` of attach()`;

/** Why a part is not there when attached, and what helps. */
const reasons: Readonly<
  Record<Exclude<keyof ClusterParts, keyof Known | "watch">, readonly [because: string, instead: string]>
> = {
  state: ["only you have its address and logins", "attach() with the same options in the other process"],
  engine: ["it needs the engine in which the containers run", "what its API tells: cluster.api"],
  network: [
    "it is not on a network of ours",
    "its addresses from outside: cluster.apiUrl(), cluster.postgres.hostUri()",
  ],
  components: [
    "its containers are someone else's",
    "what Airflow tells of itself: cluster.api.health(), cluster.api.jobs()",
  ],
  settings: ["it was not started with settings of ours", "cluster.api.config(), cluster.api.setting()"],
  seen: ["its DAG folder is not at hand", "cluster.api.dags(), cluster.api.importErrors()"],
  admin: ["a token was given", "credentials with `username` and `password`"],
  postgres: ["no address of it was given", option('postgres: "postgresql://user:password@host:5432/database"')],
  rabbitmq: ["no address of it was given", option('rabbitmq: "amqp://user:password@host:5672/vhost"')],
  redis: ["no address of it was given", option('redis: "redis://user:password@host:6379/0"')],
};

/** What is known of every Airflow that answers. */
interface Known {
  readonly id: string;
  readonly version: string;
  readonly profile: AirflowProfile;
  readonly api: AirflowApi;
  readonly boot: BootTimes;
  readonly cleaner: Cleaner;
  apiUrl(): Promise<string>;
}

/** The parts of an Airflow that someone else runs. What is not there throws `AT_NOT_AVAILABLE` when it is asked for. */
export function attachedParts(
  known: Known,
  services: Services,
  credentials: ResolvedAttachOptions["credentials"],
): ClusterParts {
  const admin = "token" in credentials ? undefined : credentials;
  const given = Object.entries({ ...services, admin }).filter(([, value]) => value !== undefined);
  const parts = { ...known, ...Object.fromEntries(given) };
  for (const [name, [because, instead]] of Object.entries(reasons)) {
    if (name in parts) continue;
    const get = () => {
      // It is part of a cluster under two other names.
      throw notAvailable(name === "seen" ? "cluster.parsedFiles" : `cluster.${name}`, because, instead);
    };
    Object.defineProperty(parts, name, { get, enumerable: false });
  }
  return parts as typeof parts & ClusterParts;
}
