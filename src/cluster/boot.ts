import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import { exitError } from "../containers/member.ts";
import { RunningContainer } from "../containers/running-container.ts";
import type { Engine } from "../engine/engine.ts";
import { CLUSTER_LABEL } from "../engine/labels.ts";
import { stopReaper } from "../engine/reaper.ts";
import { removeAll } from "../engine/remove-all.ts";
import { type BootEvent, BootGraph, type StepOutline } from "./boot-graph.ts";
import type { ClusterState } from "./cluster-state.ts";
import { addComponents } from "./component-steps.ts";
import { type ExitWatch, watchExits } from "./exit-watch.ts";
import { addGround } from "./ground.ts";
import type { ClusterPlan } from "./plan.ts";
import { addServices } from "./service-steps.ts";
import { checkUserSettings } from "./setting-check.ts";
import { StartedAirflowCluster } from "./started-airflow-cluster.ts";

/** Containers that are meant to end. */
const oneShots: ReadonlySet<string> = new Set(["migrate", "settings"]);

/** How a start is watched and interrupted. */
export interface BootOptions {
  /** Ends the start; what was started is removed. */
  signal?: AbortSignal;
  /** Told what happens. */
  onEvent?: (event: BootEvent) => void;
  /** Told all steps before the first begins. */
  onSteps?: (steps: readonly StepOutline[]) => void;
}

/**
 * Starts the cluster of a plan. Whatever goes wrong, nothing of it is left behind.
 * @throws HarnessError `AT_ENGINE`, `AT_IMAGE`, `AT_COMPONENT_EXITED`, `AT_NOT_READY` and others, naming the step
 */
export async function boot(
  plan: ClusterPlan,
  { signal, onEvent, onSteps }: BootOptions,
): Promise<StartedAirflowCluster> {
  const graph = new BootGraph();
  const exit = new AbortController();
  let engine: Engine | undefined;
  let watch: ExitWatch | undefined;

  let letGo = async () => {};
  const { ground, files } = addGround(graph, plan, {
    onEngine: async (found) => {
      engine = found;
      watch = await watchExits(found, `${CLUSTER_LABEL}=${plan.id}`, ({ id, alias, exitCode }) => {
        if (exitCode === 0 && oneShots.has(alias)) return;
        void failWith(exit, new RunningContainer(id, { engine: found, network: "", alias, labels: {} }));
      });
    },
    onReaper: () => {
      letGo = stopReaper;
    },
  });
  graph.add("settings", [ground], (context, on) => checkUserSettings(plan, on, context));
  const services = addServices(graph, plan, ground);
  let apiContainer: RunningContainer | undefined;
  const api: AirflowApi = plan.profile.client(async () => {
    if (!apiContainer) throw new Error(`${plan.profile.api.alias} is not started yet`);
    return `http://${await apiContainer.hostAddress(plan.profile.api.port)}`;
  }, plan.admin);
  const { components, parsing } = addComponents(graph, plan, { ground, files, services }, api, (component) => {
    if (component.alias === plan.profile.api.alias) apiContainer = component.container;
  });
  onSteps?.(graph.outline);

  try {
    const stop = signal ? AbortSignal.any([signal, exit.signal]) : exit.signal;
    const result = await graph.run({ signal: stop, onEvent });
    const started = components.map((step) => result.value(step));
    await Promise.all(started.map(({ container }) => restartFromNowOn(container)));
    const [postgres, rabbitmq] = [result.value(services.postgres), result.value(services.rabbitmq)];
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
      parsedFiles,
      passedOver: plan.dagFiles.filter((file) => !parsedFiles.some((parsed) => parsed.file === file)),
      boot: { seconds: result.seconds, steps: result.times },
    };
    return await StartedAirflowCluster.connect(state, letGo);
  } catch (error) {
    if (engine) await removeAll(engine, { [CLUSTER_LABEL]: plan.id });
    await letGo();
    throw error;
  } finally {
    watch?.stop();
  }
}

async function failWith(exit: AbortController, container: RunningContainer): Promise<void> {
  exit.abort(await exitError(container));
}

/** As in the official compose file. Not before: a component that exits during the start ends the start. */
async function restartFromNowOn({ container }: RunningContainer): Promise<void> {
  await container.update({ RestartPolicy: { Name: "always" } });
}
