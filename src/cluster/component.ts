import type { Role } from "../airflow/profile.ts";
import type { RunningContainer } from "../containers/running-container.ts";

/** A running component of Airflow. */
export interface Component {
  /** What it is. */
  readonly role: Role;
  /** Name on the network, such as `worker-2`. */
  readonly alias: string;
  /** Its container. */
  readonly container: RunningContainer;
}
