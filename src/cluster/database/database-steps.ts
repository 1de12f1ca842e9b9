import { HarnessError } from "../../base/harness-error.ts";
import { PostgresContainer } from "../../containers/postgres-container.ts";
import type { StartedPostgres } from "../../containers/started-postgres.ts";
import type { BootGraph, Step } from "../boot-graph.ts";
import type { Ground } from "../ground.ts";
import { aliases, type ClusterPlan, SERVICE_CPU_SHARES } from "../plan.ts";
import { stepWait } from "../step-wait.ts";
import { DATABASE_STEP, type DatabaseAttempt } from "./database-attempt.ts";
import { databaseDigest } from "./database-digest.ts";
import { type DatabaseImage, databaseImage } from "./database-image.ts";
import { DATA_FOLDER } from "./make-database-image.ts";
import { migrate } from "./migrate.ts";

/** Postgres, and its database at the head of the migrations. */
export interface DatabaseSteps {
  readonly postgres: Step<StartedPostgres>;
  readonly migrated: Step<unknown>;
}

interface Before {
  readonly ground: Step<Ground>;
  readonly files: Step<void>;
}

/** Adds Postgres, from an image with a migrated database or empty with a migration after it. */
export function addDatabase(
  graph: BootGraph,
  plan: ClusterPlan,
  before: Before,
  attempt: DatabaseAttempt,
): DatabaseSteps {
  return attempt.fromImage
    ? addMigratedDatabase(graph, plan, before, attempt)
    : addEmptyDatabase(graph, plan, before, attempt);
}

function addMigratedDatabase(
  graph: BootGraph,
  plan: ClusterPlan,
  { ground, files }: Before,
  attempt: DatabaseAttempt,
): DatabaseSteps {
  // The migration imports plugins, and nothing else that is copied.
  const needs = [ground, ...(plan.plugins === undefined ? [] : [files])] as const;
  const image = graph.add(DATABASE_STEP, needs, async (context, on) => {
    const image = await databaseImage(plan, on, context);
    attempt.image = { name: image.name, engine: on.engine };
    return image;
  });
  const postgres = graph.add("postgres", [ground, image], async (context, on, image) => {
    const data = { folder: DATA_FOLDER, filled: true };
    const wait = stepWait(context, plan.options.timeouts.service);
    const postgres = await new PostgresContainer(
      image.name,
      on.place(aliases.postgres, SERVICE_CPU_SHARES),
      plan.postgres,
      data,
    ).launch(wait);
    await assertDigest(postgres, image);
    return postgres;
  });
  return { postgres, migrated: postgres };
}

function addEmptyDatabase(
  graph: BootGraph,
  plan: ClusterPlan,
  { ground, files }: Before,
  { fault }: DatabaseAttempt,
): DatabaseSteps {
  const postgres = graph.add("postgres", [ground], (context, on) => {
    if (fault) context.warn(`the kept database could not be used, and an empty one is migrated: ${fault}`);
    const wait = stepWait(context, plan.options.timeouts.service);
    return new PostgresContainer(
      on.images.postgres.name,
      on.place(aliases.postgres, SERVICE_CPU_SHARES),
      plan.postgres,
    ).launch(wait);
  });
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
    throw new HarnessError("AT_STATE", `the database in the image ${name} is not what it was when it was made`, {
      expected: `tables and rows with the digest ${digest}`,
      observed,
      try: "airflow-testcontainers clean --all; the option cachedDatabase: false",
    });
  } finally {
    await client.end();
  }
}
