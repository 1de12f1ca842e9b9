import type { StartedAirflowCluster } from "airflow-testcontainers";
import { readPostgresSink, readSqliteSink, type SinkTable } from "airflow-testcontainers/fixtures";

const FILE = "/opt/airflow/dags/logging.db";
const RENUMBER = `
import sqlite3, sys
file, old, new = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with sqlite3.connect(file, timeout=30) as connection:
    print(connection.execute("update logging set id = ? where id = ?", (new, old)).rowcount)
`;

/** The table `logging` in one of the two places where the pipeline keeps it. */
export interface LogSink {
  /** Rejects where there is no such table. */
  read(): Promise<SinkTable>;
  /** Gives a row another id; rejects where there is no such row. */
  renumber(oldId: number, newId: number): Promise<void>;
  /** Removes the table, if there is one. */
  drop(): Promise<void>;
}

export function postgresSink({ postgres }: StartedAirflowCluster): LogSink {
  return {
    read: async () => readPostgresSink(await postgres.hostUri()),
    async renumber(oldId, newId) {
      const changed = await postgres.query("update logging set id = $1 where id = $2 returning id", [newId, oldId]);
      if (changed.length !== 1) throw new Error(`${changed.length} rows with the id ${oldId}`);
    },
    drop: async () => void (await postgres.query("drop table if exists logging")),
  };
}

/** Looks through a worker's eyes. */
export function sqliteSink(cluster: StartedAirflowCluster, worker: string): LogSink {
  const { container } = cluster.component(worker);
  return {
    read: () => readSqliteSink((command) => container.exec(command), FILE),
    async renumber(oldId, newId) {
      const { output } = await container.exec(["python", "-c", RENUMBER, FILE, String(oldId), String(newId)]);
      if (output.trim() !== "1") throw new Error(`the row ${oldId} could not be changed: ${output}`);
    },
    drop: async () => void (await container.exec(["rm", "-f", FILE])),
  };
}
