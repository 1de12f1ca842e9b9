import type Dockerode from "dockerode";
import { HarnessError } from "../../../src/base/harness-error.ts";
import type { Probe } from "../../../src/base/until.ts";

/** What a container list of the engine says of a container, as far as it is looked at. */
export type Listed = Pick<Dockerode.ContainerInfo, "Labels" | "State" | "Status">;

/** Label with which compose marks its containers with their service. */
export const SERVICE_LABEL = "com.docker.compose.service";
/** Label with which compose marks everything of a project. */
export const PROJECT_LABEL = "com.docker.compose.project";

/**
 * Ready when as many containers as expected are healthy, which is what `up --wait` waits for.
 * A container that its health check calls unhealthy is not given up: the checks go on.
 */
export function allHealthy(list: () => Promise<readonly Listed[]>, expected: number): Probe<void> {
  return async () => {
    const containers = await list();
    const healthy = containers.filter(({ Status }) => Status.includes("(healthy)"));
    if (healthy.length >= expected) return { ready: true, value: undefined };
    const waiting = containers.filter(isOpen).map(({ Labels, State }) => `${Labels[SERVICE_LABEL]} (${State})`);
    const names = waiting.length > 0 ? `, not ${waiting.sort().join(", ")}` : "";
    return { ready: false, saw: `${healthy.length} of ${expected} containers healthy${names}` };
  };
}

/** The error of services that did not become healthy, with what their last health checks printed. */
export async function notHealthy(docker: Dockerode, containers: readonly Dockerode.ContainerInfo[], saw: string) {
  const lines = await Promise.all(containers.filter(isOpen).map((container) => lastCheck(docker, container)));
  return new HarnessError("AT_NOT_READY", "the services under docker compose did not become healthy", {
    observed: saw,
    evidence: lines.join("\n"),
  });
}

/** Neither healthy nor ended well. */
function isOpen({ Status }: Pick<Listed, "Status">): boolean {
  return !Status.includes("(healthy)") && !Status.startsWith("Exited (0)");
}

async function lastCheck(docker: Dockerode, { Id, Labels, Status }: Dockerode.ContainerInfo): Promise<string> {
  const { State } = await docker.getContainer(Id).inspect();
  const check = State.Health?.Log.at(-1);
  return `${Labels[SERVICE_LABEL]}: ${Status}${check ? `; exit code ${check.ExitCode}: ${check.Output.trim()}` : ""}`;
}
