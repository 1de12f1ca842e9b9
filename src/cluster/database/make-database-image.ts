import { dirname } from "node:path/posix";
import { addAbortSignal, type Readable } from "node:stream";
import { newPassword } from "../../airflow/secrets.ts";
import { HarnessError } from "../../base/harness-error.ts";
import { PostgresContainer } from "../../containers/postgres-container.ts";
import type { StartedPostgres } from "../../containers/started-postgres.ts";
import { BuildContainer } from "../../images/build-container.ts";
import { imageChanges } from "../../images/image-changes.ts";
import { DATABASE_RECIPE, labels } from "../../images/labels.ts";
import type { StepContext } from "../boot-graph.ts";
import type { Ground } from "../ground.ts";
import { type ClusterPlan, SERVICE_CPU_SHARES } from "../plan.ts";
import { stepWait } from "../step-wait.ts";
import { databaseDigest } from "./database-digest.ts";
import { migrate } from "./migrate.ts";

/** Where the data lie: outside of the volume of the official image, since a volume is in no image. */
export const DATA_FOLDER = "/var/lib/airflow-testcontainers/postgres";

/** Name of the container in which the database is made; its end is no failure. */
export const DATABASE_ALIAS = "database";

/**
 * Migrates an empty database and makes an image of its data. Neither a password nor a label of the cluster gets into it.
 * @returns how the database looks
 */
export async function makeDatabaseImage(
  plan: ClusterPlan,
  on: Ground,
  context: StepContext,
  name: string,
): Promise<string> {
  const login = { ...plan.postgres, password: newPassword() };
  const wait = stepWait(context, plan.options.timeouts.service);
  const data = { folder: DATA_FOLDER, filled: false };
  const place = on.place(DATABASE_ALIAS, SERVICE_CPU_SHARES);
  const postgres = await new PostgresContainer(on.images.postgres.name, place, login, data).launch(wait);
  await migrate(plan, on, context, { login, host: DATABASE_ALIAS });
  context.saw("keeping the migrated database");
  const digest = await seal(postgres);
  // A clean end, so that a copy need not recover.
  await postgres.container.stop();
  await storeImage(on, postgres, { name, digest, signal: context.signal });
  await postgres.container.container.remove({ force: true, v: true });
  return digest;
}

/** Takes the password away: nobody can log in to a copy before it gets one of its own. */
async function seal(postgres: StartedPostgres): Promise<string> {
  const client = await postgres.connect();
  try {
    const digest = await databaseDigest(client);
    await client.query("alter role current_user password null");
    return digest;
  } finally {
    await client.end();
  }
}

async function storeImage(
  on: Ground,
  { container }: StartedPostgres,
  { name, digest, signal }: { name: string; digest: string; signal: AbortSignal },
): Promise<void> {
  const base = on.images.postgres.name;
  const build = await BuildContainer.start(on.engine, base, "database", { network: "none" });
  try {
    const parent = dirname(DATA_FOLDER);
    const exitCode = await build.run({ argv: ["mkdir", "-p", parent], user: "0", signal });
    if (exitCode !== 0) throw new HarnessError("AT_IMAGE", `${base} has no folder ${parent}, and none can be made`);
    const data = await container.container.getArchive({ path: DATA_FOLDER });
    await build.unpack(parent, addAbortSignal(signal, data as Readable));
    const changes = await imageChanges(on.engine, base, [], {
      [labels.image]: DATABASE_RECIPE,
      [labels.digest]: digest,
    });
    await build.commit(name, changes, "airflow-testcontainers database");
  } finally {
    await build.remove();
  }
}
