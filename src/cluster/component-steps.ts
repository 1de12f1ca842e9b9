import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import type { ComponentPlan, ParsedFile, WorkerGroup } from "../airflow/profile.ts";
import type { Probe } from "../base/until.ts";
import { ComponentContainer } from "../containers/component-container.ts";
import { ContainerEndpoint } from "../containers/endpoint.ts";
import { whenReady } from "../containers/ready.ts";
import type { RunningContainer } from "../containers/running-container.ts";
import { managementUri, StartedRabbitMQ } from "../containers/started-rabbitmq.ts";
import type { BootGraph, Step } from "./boot-graph.ts";
import type { Component } from "./component.ts";
import type { Ground } from "./ground.ts";
import { airflowEnvironment, airflowFiles, aliases, type ClusterPlan } from "./plan.ts";
import {
  apiAnswers,
  type ConsumersByQueue,
  consumesQueues,
  flowerAnswers,
  folderParsed,
  heartbeatFresh,
} from "./readiness.ts";
import type { Services } from "./service-steps.ts";
import { stepWait } from "./step-wait.ts";

/** What a component must show to be ready, in words and as a probe. */
interface Proof {
  readonly expected: string;
  readonly probe: Probe<unknown>;
}

/** The steps of Airflow's components, and of the first pass over the DAG folder. */
export interface Components {
  readonly components: readonly Step<Component>[];
  readonly parsing: Step<readonly ParsedFile[]>;
}

/** Adds a step for each component; it ends when the component works. */
export function addComponents(
  graph: BootGraph,
  plan: ClusterPlan,
  before: { ground: Step<Ground>; files: Step<void>; services: Services },
  api: AirflowApi,
  onStarted: (component: Component) => void,
): Components {
  const { workers, triggerer, flower, apiPort, timeouts } = plan.options;
  const { ground, files, services } = before;
  const topology = {
    ...{ workers, triggerer, flower, apiPort, admin: plan.admin },
    brokerApi: managementUri(plan.harness, aliases.rabbitmq),
  };
  const steps = plan.profile.components(topology).map((component) =>
    graph.add(
      component.alias,
      [ground, files, ...component.needs.map((need) => services[need])] as const,
      async (context, on, _files, ...needed) => {
        const rabbitmq = needed.find((service) => service instanceof StartedRabbitMQ);
        const started = await start(component, plan, on);
        onStarted(started);
        const { expected, probe } = proofOf(component, started.container, plan, api, rabbitmq);
        await whenReady(
          new ContainerEndpoint(started.container),
          expected,
          probe,
          stepWait(context, timeouts.component),
        );
        return started;
      },
    ),
  );
  const processor = steps.find((step) => step.name === "dag-processor") as Step<Component>;
  const parsing = graph.add("parsing", [processor], (context, { container }) =>
    whenReady(
      new ContainerEndpoint(container),
      "a full pass over the DAG folder",
      folderParsed(plan.profile, container),
      stepWait(context, timeouts.parsing),
    ),
  );
  return { components: steps, parsing };
}

async function start(component: ComponentPlan, plan: ClusterPlan, on: Ground): Promise<Component> {
  const container = await new ComponentContainer(
    on.images.airflow.name,
    on.place(component.alias, component.cpuShares),
    {
      ...component,
      environment: { ...airflowEnvironment(plan), ...component.environment },
      volumes: on.volumes,
      files: { ...airflowFiles(plan), ...component.files },
    },
  ).launch();
  return { role: component.role, alias: component.alias, container };
}

function proofOf(
  component: ComponentPlan,
  container: RunningContainer,
  plan: ClusterPlan,
  api: AirflowApi,
  rabbitmq: StartedRabbitMQ | undefined,
): Proof {
  switch (component.role) {
    case "api-server":
      return { expected: "a healthy API", probe: apiAnswers(api) };
    case "scheduler":
      return { expected: "a fresh heartbeat", probe: heartbeatFresh(api, "scheduler") };
    case "dag-processor":
      return { expected: "a fresh heartbeat", probe: heartbeatFresh(api, "dagProcessor") };
    case "triggerer":
      return { expected: "a fresh heartbeat", probe: heartbeatFresh(api, "triggerer") };
    case "worker": {
      if (!rabbitmq) throw new Error("a worker cannot be proved without its broker");
      const expected = consumersOf(component.queues ?? [], plan.options.workers);
      const words = [...expected].map(([queue, workers]) => `${workers} consumers of queue ${queue}`);
      return { expected: words.join(", "), probe: consumesQueues(rabbitmq, expected) };
    }
    case "flower": {
      const url = async () => `http://${await container.hostAddress(plan.profile.flowerPort)}`;
      return { expected: "an answer from Flower", probe: flowerAnswers(url) };
    }
    default:
      return component.role satisfies never;
  }
}

/** Each worker is one consumer of each of its queues. */
export function consumersOf(queues: readonly string[], groups: readonly WorkerGroup[]): ConsumersByQueue {
  const workersOf = (queue: string) =>
    groups.filter((group) => group.queues.includes(queue)).reduce((sum, { replicas }) => sum + replicas, 0);
  return new Map(queues.map((queue) => [queue, workersOf(queue)]));
}
