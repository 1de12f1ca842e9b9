import type Dockerode from "dockerode";
import { HarnessError } from "../../src/base/harness-error.ts";
import type { Probe } from "../../src/base/until.ts";

/** What a container list of the engine says of a container, as far as it is looked at. */
export type Listed = Pick<Dockerode.ContainerInfo, "Labels" | "State" | "Status">;

/** Label with which compose marks its containers with their service. */
export const SERVICE_LABEL = "com.docker.compose.service";
/** Label with which compose marks everything of a project. */
export const PROJECT_LABEL = "com.docker.compose.project";

/**
 * Ready when as many containers as expected are healthy, which is what `up --wait` waits for.
 * A container that its health check calls unhealthy is not given up: compose restarts and checks go on.
 */
export function allHealthy(list: () => Promise<readonly Listed[]>, expected: number): Probe<void> {
  return async () => {
    const containers = await list();
    const healthy = containers.filter(({ Status }) => Status.includes("(healthy)"));
    if (healthy.length >= expected) return { ready: true, value: undefined };
    const open = containers.filter(({ Status }) => !Status.includes("(healthy)") && !Status.startsWith("Exited (0)"));
    const waiting = open.map(({ Labels, State }) => `${Labels[SERVICE_LABEL]} (${State})`).sort();
    return {
      ready: false,
      saw: `${healthy.length} of ${expected} containers healthy${waiting.length > 0 ? `, not ${waiting.join(", ")}` : ""}`,
    };
  };
}

/** The error of a project that did not become healthy. */
export function notHealthy(saw: string): HarnessError {
  return new HarnessError("AT_NOT_READY", "the services under docker compose did not become healthy", {
    observed: saw,
  });
}
