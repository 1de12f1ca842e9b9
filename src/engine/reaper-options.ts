import type { ContainerCreateOptions } from "dockerode";
import type { Engine } from "./engine.ts";
import { REAPER_LABEL } from "./labels.ts";

/** Port on which a reaper listens inside its container. */
export const REAPER_PORT = 8080;

/** What the variables of testcontainers ask of the reaper. */
export interface ReaperSettings {
  readonly disabled: boolean;
  readonly port?: number;
  readonly privileged: boolean;
  readonly verbose?: string;
  /** As Ryuk takes it, for example `10s`. */
  readonly reconnectionTimeout: string;
}

/** Reads TESTCONTAINERS_RYUK_DISABLED, _PORT, _PRIVILEGED, _VERBOSE and _RECONNECTION_TIMEOUT. */
export function reaperSettings(env: NodeJS.ProcessEnv = process.env): ReaperSettings {
  const port = Number.parseInt(env.TESTCONTAINERS_RYUK_PORT ?? "", 10);
  return {
    disabled: env.TESTCONTAINERS_RYUK_DISABLED === "true",
    port: Number.isNaN(port) ? undefined : port,
    privileged: env.TESTCONTAINERS_RYUK_PRIVILEGED === "true",
    verbose: env.TESTCONTAINERS_RYUK_VERBOSE || undefined,
    // Nobody ever connects again to a reaper that serves one process, so Ryuk's ten seconds are not needed.
    reconnectionTimeout: env.TESTCONTAINERS_RYUK_RECONNECTION_TIMEOUT || "5s",
  };
}

/**
 * The reaper container of one process.
 * @param engine `socketPath`: its socket as its own host sees it
 */
export function reaperOptions(
  engine: Pick<Engine, "bindAddress"> & { socketPath: string },
  image: string,
  sessionId: string,
  settings: ReaperSettings,
): ContainerCreateOptions {
  const port = `${REAPER_PORT}/tcp`;
  return {
    name: `testcontainers-ryuk-${sessionId}`,
    Image: image,
    Labels: {
      "org.testcontainers": "true",
      "org.testcontainers.lang": "node",
      "org.testcontainers.ryuk": "true",
      // Keeps testcontainers in other processes from adopting it: they would keep it alive after our end.
      TESTCONTAINERS_RYUK_TEST_LABEL: "true",
      [REAPER_LABEL]: sessionId,
    },
    Env: [
      // Bounds what is left behind when we are killed before we have connected.
      "RYUK_CONNECTION_TIMEOUT=30s",
      `RYUK_RECONNECTION_TIMEOUT=${settings.reconnectionTimeout}`,
      ...(settings.verbose ? [`RYUK_VERBOSE=${settings.verbose}`] : []),
    ],
    ExposedPorts: { [port]: {} },
    HostConfig: {
      AutoRemove: true,
      Privileged: settings.privileged,
      Binds: [`${engine.socketPath}:/var/run/docker.sock`],
      PortBindings: { [port]: [{ HostIp: engine.bindAddress, HostPort: String(settings.port ?? "") }] },
    },
  };
}
