import { ComponentContainer } from "../containers/component-container.ts";
import { RabbitMQContainer } from "../containers/rabbitmq-container.ts";
import { RedisContainer } from "../containers/redis-container.ts";
import type { StartedPostgres } from "../containers/started-postgres.ts";
import type { StartedRabbitMQ } from "../containers/started-rabbitmq.ts";
import type { StartedRedis } from "../containers/started-redis.ts";
import type { ResolvedImage } from "../images/resolve-image.ts";
import type { BootGraph, Step, StepContext } from "./boot-graph.ts";
import type { DatabaseAttempt } from "./database/database-attempt.ts";
import { addDatabase } from "./database/database-steps.ts";
import type { Ground } from "./ground.ts";
import { airflowEnvironment, airflowFiles, aliases, type ClusterPlan, SERVICE_CPU_SHARES } from "./plan.ts";
import { stepWait } from "./step-wait.ts";

/** The services that Airflow stands on. */
export interface Services {
  readonly postgres: Step<StartedPostgres>;
  readonly rabbitmq: Step<StartedRabbitMQ>;
  readonly redis?: Step<StartedRedis>;
  /** The metadata database at the head of its migrations, with what is stored before the first DAG file is parsed. */
  readonly migrated: Step<unknown>;
}

/** Adds Postgres, RabbitMQ, Redis and the migration of the database. */
export function addServices(
  graph: BootGraph,
  plan: ClusterPlan,
  before: { ground: Step<Ground>; files: Step<void> },
  database: DatabaseAttempt,
): Services {
  const { ground } = before;
  const { timeouts, redis: wantsRedis } = plan.options;
  const { postgres, migrated } = addDatabase(graph, plan, before, database);
  const options = (context: StepContext) => stepWait(context, timeouts.service);
  const rabbitmq = graph.add("rabbitmq", [ground], (context, on) =>
    new RabbitMQContainer(
      on.images.rabbitmq.name,
      on.place(aliases.rabbitmq, SERVICE_CPU_SHARES),
      plan.rabbitmq,
      plan.harness,
    ).launch(options(context)),
  );
  const redis = wantsRedis
    ? graph.add("redis", [ground], (context, on) =>
        new RedisContainer((on.images.redis as ResolvedImage).name, on.place(aliases.redis), plan.redisPassword).launch(
          options(context),
        ),
      )
    : undefined;
  return { postgres, rabbitmq, redis, migrated: plan.seeds ? addSeeds(graph, plan, ground, migrated) : migrated };
}

const SEEDS_FILE = "/tmp/seeds.json";

/** DAG files may read variables and connections while they are parsed, so these come before the dag processor. */
function addSeeds(graph: BootGraph, plan: ClusterPlan, ground: Step<Ground>, migrated: Step<unknown>): Step<void> {
  return graph.add("seeds", [ground, migrated], async (context, on) => {
    context.saw("storing connections, variables and pools");
    const container = new ComponentContainer(on.images.airflow.name, on.place("seeds"), {
      command: plan.profile.seed(SEEDS_FILE),
      environment: airflowEnvironment(plan),
      files: { ...airflowFiles(plan), [SEEDS_FILE]: JSON.stringify(plan.seeds) },
    });
    await container.run(stepWait(context, plan.options.timeouts.migrate));
  });
}
