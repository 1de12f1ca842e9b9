import { HarnessError } from "../../base/harness-error.ts";
import { PostgresContainer } from "../../containers/postgres-container.ts";
import type { StartedPostgres } from "../../containers/started-postgres.ts";
import type { BootGraph, Step } from "../boot-graph.ts";
import type { Ground } from "../ground.ts";
import { aliases, type ClusterPlan } from "../plan.ts";
import { stepWait } from "../step-wait.ts";
import type { CachedDatabase } from "./cached-database.ts";
import { databaseDigest } from "./database-digest.ts";
import type { DatabaseImage } from "./database-image.ts";
import { DATA_FOLDER } from "./make-database-image.ts";
import { migrate } from "./migrate.ts";

/** Postgres, and its database at the head of the migrations. */
export interface DatabaseSteps {
  readonly postgres: Step<StartedPostgres>;
  readonly migrated: Step<unknown>;
}

/** Adds Postgres, from an image with a migrated database or empty with a migration after it. */
export function addDatabase(
  graph: BootGraph,
  plan: ClusterPlan,
  ground: Step<Ground>,
  files: Step<void>,
  cache: CachedDatabase,
): DatabaseSteps {
  return plan.options.cachedDatabase
    ? addMigratedDatabase(graph, plan, ground, files, cache)
    : addEmptyDatabase(graph, plan, ground, files);
}

function addMigratedDatabase(
  graph: BootGraph,
  plan: ClusterPlan,
  ground: Step<Ground>,
  files: Step<void>,
  cache: CachedDatabase,
): DatabaseSteps {
  // The migration imports plugins, and nothing else that is copied.
  const needs = [ground, ...(plan.plugins === undefined ? [] : [files])] as const;
  const image = graph.add("database", needs, (context, on) => cache.image(plan, on, context));
  const postgres = graph.add("postgres", [ground, image], async (context, on, image) => {
    const data = { folder: DATA_FOLDER, filled: true };
    const wait = stepWait(context, plan.options.timeouts.service);
    const postgres = await new PostgresContainer(image.name, on.place(aliases.postgres), plan.postgres, data).launch(
      wait,
    );
    await assertDigest(postgres, image);
    return postgres;
  });
  return { postgres, migrated: postgres };
}

function addEmptyDatabase(graph: BootGraph, plan: ClusterPlan, ground: Step<Ground>, files: Step<void>): DatabaseSteps {
  const postgres = graph.add("postgres", [ground], (context, on) =>
    new PostgresContainer(on.images.postgres.name, on.place(aliases.postgres), plan.postgres).launch(
      stepWait(context, plan.options.timeouts.service),
    ),
  );
  const migrated = graph.add("migrate", [ground, files, postgres], (context, on) =>
    migrate(plan, on, context, { login: plan.postgres, host: aliases.postgres }),
  );
  return { postgres, migrated };
}

/** @throws HarnessError `AT_STATE` where the database is not what it was when its image was made */
async function assertDigest(postgres: StartedPostgres, { name, digest }: DatabaseImage): Promise<void> {
  const client = await postgres.connect();
  try {
    const observed = await databaseDigest(client);
    if (observed === digest) return;
    throw new HarnessError("AT_STATE", `the migrated database in the image ${name} is damaged`, {
      expected: digest,
      observed,
      try: `airflow-testcontainers clean --all, or the option cachedDatabase: false`,
    });
  } finally {
    await client.end();
  }
}
