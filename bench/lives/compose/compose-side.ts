import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { profileFor } from "../../../src/airflow/profiles.ts";
import { newPassword, newSecrets } from "../../../src/airflow/secrets.ts";
import { until } from "../../../src/base/until.ts";
import { DagHandle } from "../../../src/cluster/dag-handle.ts";
import type { Engine } from "../../../src/engine/engine.ts";
import { startReaper, stopReaper } from "../../../src/engine/reaper.ts";
import { removeAll } from "../../../src/engine/remove-all.ts";
import { defaultAirflowVersion } from "../../../src/images/defaults.ts";
import type { BenchImages } from "../../images.ts";
import type { Tell } from "../../job.ts";
import { CONCURRENCY, DAGS, WORKERS } from "../shape.ts";
import type { Prepared, Side, Started } from "../side.ts";
import { allHealthy, notHealthy, PROJECT_LABEL, SERVICE_LABEL } from "./health.ts";
import type { ComposeProgram } from "./program.ts";
import { projectFolder } from "./project-folder.ts";
import { run } from "./run.ts";

const FILE = join(import.meta.dirname, "docker-compose.yaml");
const API_SERVICE = "airflow-apiserver";
// Postgres, RabbitMQ, api-server, scheduler, dag-processor, and the workers.
const CONTAINERS = 5 + WORKERS;

/** Airflow under docker compose, as its quick-start has it. */
export function composeSide(engine: Engine, images: BenchImages, program: ComposeProgram): Side {
  return {
    name: program.command.join(" "),
    prepare: (signal) => prepare(engine, images, program, signal),
  };
}

async function prepare(
  engine: Engine,
  images: BenchImages,
  program: ComposeProgram,
  signal: AbortSignal,
): Promise<Prepared> {
  const project = `airflow-bench-${randomBytes(4).toString("hex")}`;
  const admin = { username: "admin", password: newPassword() };
  // Removes what compose has made if this process is killed.
  const { sessionId } = await startReaper(engine, images.ryuk);
  const folder = await projectFolder(DAGS, admin);
  const { fernetKey, apiSecret, jwtSecret } = newSecrets();
  const env = {
    ...process.env,
    DOCKER_HOST: engine.uri,
    AIRFLOW_IMAGE: images.airflow,
    POSTGRES_IMAGE: images.postgres,
    RABBITMQ_IMAGE: images.rabbitmq,
    FERNET_KEY: fernetKey,
    API_SECRET: apiSecret,
    JWT_SECRET: jwtSecret,
    PROJECT_DIR: folder.path,
    SESSION: sessionId,
    BIND_ADDRESS: engine.bindAddress,
    CONCURRENCY: String(CONCURRENCY),
  };
  const compose = (args: readonly string[], stop?: AbortSignal) =>
    run([...program.command, "--ansi", "never", "-f", FILE, "-p", project, ...args], { env, signal: stop });
  const containers = () =>
    engine.docker.listContainers({ all: true, filters: { label: [`${PROJECT_LABEL}=${project}`] } });

  return {
    async start(tell: Tell): Promise<Started> {
      const failure = new AbortController();
      const either = AbortSignal.any([signal, failure.signal]);
      const both = [
        compose(["up", "-d", "--scale", `airflow-worker=${WORKERS}`], either),
        until(allHealthy(containers, CONTAINERS), {
          timeoutMs: 600_000,
          intervalMs: 250,
          signal: either,
          onSaw: tell,
          onTimeout: async (saw) => notHealthy(engine.docker, await containers(), saw),
        }),
      ];
      for (const part of both) part.catch((error: unknown) => failure.abort(error));
      // Both have come to rest before anything is removed.
      await Promise.allSettled(both);
      either.throwIfAborted();
      const port = (await containers()).find(({ Labels }) => Labels[SERVICE_LABEL] === API_SERVICE)?.Ports[0]
        ?.PublicPort;
      const api = profileFor(defaultAirflowVersion).client(() => `http://${engine.host}:${port}`, admin);
      const dag = (id: string) => new DagHandle({ api }, id);
      return { api, dag, stop: async () => void (await compose(["down", "-v"])) };
    },
    async clean() {
      await removeAll(engine, { [PROJECT_LABEL]: project });
      await folder[Symbol.asyncDispose]();
      await stopReaper();
    },
  };
}
