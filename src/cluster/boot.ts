import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import { reasonOf } from "../base/harness-error.ts";
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
const oneShots: ReadonlySet<string> = new Set(["migrate", "seeds", "settings"]);

/** How a start is watched and interrupted. */
export interface BootOptions {
  /** Ends the start; what was started is removed. */
  signal?: AbortSignal;
  /** Told what happens. */
  onEvent?: (event: BootEvent) => void;
  /** Told all steps before the first begins, and the id that names the network, the containers and the volumes. */
  onSteps?: (steps: readonly StepOutline[], id: string) => void;
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
  let exited: RunningContainer | undefined;
  let engine: Engine | undefined;
  let watch: ExitWatch | undefined;

  let letGo = async () => {};
  const { ground, files } = addGround(graph, plan, {
    onEngine: async (found) => {
      engine = found;
      watch = await watchExits(found, `${CLUSTER_LABEL}=${plan.id}`, ({ id, alias, exitCode }) => {
        if (exited || (exitCode === 0 && oneShots.has(alias))) return;
        exited = new RunningContainer(id, { engine: found, network: "", alias, labels: {} });
        graph.fail(alias, new Error(`${alias} exited`));
      });
    },
    onReaper: () => {
      letGo = stopReaper;
    },
  });
  graph.add("settings", [ground], (context, on) => checkUserSettings(plan, on, context));
  const services = addServices(graph, plan, ground, files);
  let apiContainer: RunningContainer | undefined;
  const api: AirflowApi = plan.profile.client(async () => {
    if (!apiContainer) throw new Error(`${plan.profile.api.alias} is not started yet`);
    return `http://${await apiContainer.hostAddress(plan.profile.api.port)}`;
  }, plan.admin);
  const { components, parsing } = addComponents(graph, plan, { ground, files, services }, api, (component) => {
    if (component.alias === plan.profile.api.alias) apiContainer = component.container;
  });
  onSteps?.(graph.outline, plan.id);

  try {
    const result = await graph.run({ signal, onEvent });
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
      boot: { seconds: result.seconds, steps: result.times, warnings: result.warnings },
    };
    return await StartedAirflowCluster.connect(state, letGo);
  } catch (error) {
    watch?.stop();
    // Its last lines have to be read before it is removed.
    const reason = exited && !signal?.aborted ? await exitError(exited) : error;
    await cleanUp(engine, plan.id, letGo, reason);
    throw reason;
  } finally {
    watch?.stop();
  }
}

/** Removes what a failed start has made. That the removal fails as well must not hide why the start did. */
async function cleanUp(engine: Engine | undefined, id: string, letGo: () => Promise<void>, reason: unknown) {
  try {
    if (engine) await removeAll(engine, { [CLUSTER_LABEL]: id });
  } catch (error) {
    throw new AggregateError([reason, error], `${reasonOf(reason)}; and not everything could be removed`);
  } finally {
    await letGo();
  }
}

/**
 * As in the official compose file. Not before: a component that exits during the start ends the start.
 * @throws HarnessError `AT_COMPONENT_EXITED` for one that exited at the last moment, which no policy would restart
 */
async function restartFromNowOn(container: RunningContainer): Promise<void> {
  await container.container.update({ RestartPolicy: { Name: "always" } });
  if (!(await container.state()).running) throw await exitError(container);
}
