import type pg from "pg";
import type { CleanState } from "../../airflow/clean-state.ts";
import { HarnessError } from "../../base/harness-error.ts";
import type { StartedPostgres } from "../../containers/started-postgres.ts";
import { BASELINE, OBJECTS } from "./database-objects.ts";
import { databaseShape } from "./database-shape.ts";

/**
 * Takes the state of the database as the one that a reset brings back. It is kept in a schema of the same database, so
 * that any process which uses the cluster finds it.
 */
export async function captureBaseline(postgres: StartedPostgres, cleanState: CleanState): Promise<void> {
  const client = await postgres.connect();
  try {
    const shape = await databaseShape(client);
    await client.query(
      [
        `begin; drop schema if exists ${BASELINE} cascade; create schema ${BASELINE}`,
        cleanState.capture(BASELINE, shape),
        `create table ${BASELINE}.object as select kind, name from (${OBJECTS}) o; commit`,
      ].join(";\n"),
    );
  } finally {
    await client.end();
  }
}

/** @throws HarnessError `AT_STATE` where no baseline was taken */
export async function assertBaseline(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`select where to_regclass('${BASELINE}.object') is null`);
  if (rows.length === 0) return;
  throw new HarnessError("AT_STATE", "the cluster has no baseline to go back to", {
    expected: `the schema ${BASELINE} in the metadata database, made when the cluster became ready`,
    try: "start the cluster anew",
  });
}
