import type { AirflowInside } from "airflow-testcontainers";
import pg from "pg";

/** What an installed Airflow wants its metadata database to be. */
export interface WantedMetadata {
  /** Newest revision of its migrations. */
  readonly head: string;
  /** Tables of its models. */
  readonly tables: readonly string[];
}

const WANTED = `
import json
from pathlib import Path

import airflow
from airflow.models import import_all_models
from airflow.models.base import Base
from alembic.script import ScriptDirectory

import_all_models()
head = ScriptDirectory(str(Path(airflow.__file__).parent / "migrations")).get_current_head()
print(json.dumps({"head": head, "tables": sorted(Base.metadata.tables)}))
`;

/** Asks the Airflow that is installed in a component; nothing is read from its database. */
export async function wantedMetadata(container: AirflowInside): Promise<WantedMetadata> {
  const { exitCode, stdout, output } = await container.exec(["python", "-c", WANTED]);
  if (exitCode !== 0) throw new Error(`Airflow does not tell its head and tables:\n${output}`);
  return JSON.parse(stdout.trim().split("\n").at(-1) as string) as WantedMetadata;
}

/** What a database lacks of that, in sentences; none where it is migrated. */
export async function metadataFaults(uri: string, { head, tables }: WantedMetadata): Promise<string[]> {
  const found = await execute(uri, "select tablename from pg_tables where schemaname = current_schema()");
  const names = new Set(found.map(({ tablename }) => tablename));
  const revisions = names.has("alembic_version") ? await execute(uri, "select version_num from alembic_version") : [];
  const revision = revisions.map(({ version_num }) => version_num).join(", ") || "none";
  const missing = tables.filter((table) => !names.has(table));
  return [
    ...(revision === head ? [] : [`its migration is ${revision} and not ${head}`]),
    ...(missing.length === 0 ? [] : [`the tables ${missing.join(", ")} are missing`]),
  ];
}

/** Runs SQL in the database of the URI. */
export async function execute(uri: string, sql: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: uri, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, string>>(sql)).rows;
  } finally {
    await client.end();
  }
}
