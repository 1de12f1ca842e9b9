import { settingsEnvironment } from "../../airflow/settings.ts";
import { ComponentContainer } from "../../containers/component-container.ts";
import { type PostgresLogin, postgresUri } from "../../containers/started-postgres.ts";
import type { StepContext } from "../boot-graph.ts";
import type { Ground } from "../ground.ts";
import { airflowEnvironment, airflowFiles, type ClusterPlan, SERVICE_CPU_SHARES } from "../plan.ts";
import { stepWait } from "../step-wait.ts";

/** Name of the container that migrates; its end is no failure. */
export const MIGRATE_ALIAS = "migrate";

/** Brings the database on a host of the cluster's network to the head of the migrations. */
export async function migrate(
  plan: ClusterPlan,
  on: Ground,
  context: StepContext,
  { login, host }: { login: PostgresLogin; host: string },
): Promise<void> {
  context.saw("airflow db migrate");
  const database = plan.profile.databaseSettings(postgresUri(login, `${host}:5432`));
  const container = new ComponentContainer(on.images.airflow.name, on.place(MIGRATE_ALIAS, SERVICE_CPU_SHARES), {
    command: plan.profile.migrate,
    environment: { ...airflowEnvironment(plan), ...settingsEnvironment(database) },
    files: airflowFiles(plan),
    volumes: on.volumes,
  });
  await container.run(stepWait(context, plan.options.timeouts.migrate));
}
