import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import { exitError } from "../containers/member.ts";
import type { RunningContainer } from "../containers/running-container.ts";
import type { BootEvent, BootGraph, BootResult } from "./boot-graph.ts";
import type { ClusterState } from "./cluster-state.ts";
import { addComponents } from "./component-steps.ts";
import { passedOver } from "./dag-sync/sync-dags.ts";
import { type DatabaseAttempt, doWithoutImage } from "./database/database-attempt.ts";
import { DATABASE_ALIAS } from "./database/make-database-image.ts";
import { MIGRATE_ALIAS } from "./database/migrate.ts";
import type { FoundationHooks } from "./foundation.ts";
import { addGround } from "./ground.ts";
import { type Boot, type BootOptions, guardedBoot } from "./guarded-boot.ts";
import type { ClusterPlan } from "./plan.ts";
import { captureBaseline } from "./reset/baseline.ts";
import { addServices } from "./service-steps.ts";
import { checkUserSettings } from "./setting-check.ts";
import { StartedAirflowCluster } from "./started-airflow-cluster.ts";

/** Containers that are meant to end. */
const oneShots: ReadonlySet<string> = new Set([DATABASE_ALIAS, MIGRATE_ALIAS, "seeds", "settings"]);

/** Takes a cluster that stands to be kept; gives the state to use, and what lets go of it. */
type Keep = (state: ClusterState) => { state: ClusterState; release: () => Promise<void> };

/**
 * Starts the cluster of a plan. Whatever goes wrong, nothing of it is left behind.
 * @param keep called when the cluster stands, if it is to be kept
 * @throws HarnessError `AT_ENGINE`, `AT_IMAGE`, `AT_COMPONENT_EXITED`, `AT_NOT_READY` and others, naming the step
 */
export async function boot(plan: ClusterPlan, options: BootOptions, keep?: Keep): Promise<StartedAirflowCluster> {
  const database: DatabaseAttempt = { fromImage: plan.cachedDatabase };
  let failed: string | undefined;
  const onEvent = (event: BootEvent) => {
    if (event.type === "fail") failed ??= event.step;
    options.onEvent?.(event);
  };
  const steps: Boot<StartedAirflowCluster> = {
    id: plan.id,
    oneShots,
    plan: (graph, hooks) => planBoot(plan, { graph, hooks, database }, keep),
  };
  try {
    return await guardedBoot(steps, { ...options, onEvent });
  } catch (error) {
    if (options.signal?.aborted || !(await doWithoutImage(database, failed, error))) throw error;
    return guardedBoot(steps, options);
  }
}

function planBoot(
  plan: ClusterPlan,
  { graph, hooks, database }: { graph: BootGraph; hooks: FoundationHooks; database: DatabaseAttempt },
  keep?: Keep,
) {
  const { ground, files } = addGround(graph, plan, hooks);
  graph.add("settings", [ground], (context, on) => checkUserSettings(plan, on, context));
  const services = addServices(graph, plan, { ground, files }, database);
  let apiContainer: RunningContainer | undefined;
  let apiUrl: string | undefined;
  const api: AirflowApi = plan.profile.client(async () => {
    if (!apiContainer) throw new Error(`${plan.profile.api.alias} is not started yet`);
    // A restart, after which its port is another one, would end the start.
    apiUrl ??= `http://${await apiContainer.hostAddress(plan.profile.api.port)}`;
    return apiUrl;
  }, plan.admin);
  const { components, parsing } = addComponents(graph, plan, { ground, files, services }, api, (component) => {
    if (component.alias === plan.profile.api.alias) apiContainer = component.container;
  });

  return async (result: BootResult, letGo: () => Promise<void>): Promise<StartedAirflowCluster> => {
    const started = components.map((step) => result.value(step));
    const [postgres, rabbitmq] = [result.value(services.postgres), result.value(services.rabbitmq)];
    await Promise.all([
      ...started.map(({ container }) => restartFromNowOn(container)),
      ...[postgres, rabbitmq].map(({ container }) => container.container.update(equalShares(container))),
      // All steps have ended: whatever the start has put into the database is part of it.
      captureBaseline(postgres, plan.profile.cleanState),
    ]);
    const redis = services.redis && result.value(services.redis);
    const { id, version, admin, settings } = plan;
    const parsedFiles = result.value(parsing);
    const state: ClusterState = {
      ...{ id, version, admin, settings, harness: plan.harness },
      network: result.value(ground).network.getName(),
      reaper: result.value(ground).reaper,
      postgres: postgres.login,
      rabbitmq: rabbitmq.login,
      redisPassword: redis?.password,
      services: Object.fromEntries(
        [postgres, rabbitmq, redis].flatMap((service) =>
          service ? [[service.container.alias, service.container.id]] : [],
        ),
      ),
      components: started.map(({ role, alias, container }) => ({ role, alias, containerId: container.id })),
      dags: plan.dags,
      kept: plan.kept,
      parsedFiles,
      passedOver: passedOver(plan.dagFiles, parsedFiles),
      boot: { seconds: result.seconds, steps: result.times, warnings: result.warnings },
    };
    if (!keep) return StartedAirflowCluster.connect(state, letGo);
    const held = keep(state);
    await letGo();
    return StartedAirflowCluster.connect(held.state, held.release);
  };
}

/**
 * As in the official compose file. Not before: a component that exits during the start ends the start.
 * @throws HarnessError `AT_COMPONENT_EXITED` for one that exited at the last moment, which no policy would restart
 */
async function restartFromNowOn(container: RunningContainer): Promise<void> {
  await container.container.update({ RestartPolicy: { Name: "always" }, ...equalShares(container) });
  if (!(await container.state()).running) throw await exitError(container);
}

/** Weights are for the start. */
function equalShares({ placement }: RunningContainer): { CpuShares?: number } {
  return placement.engine.cpuShares ? { CpuShares: 1024 } : {};
}
