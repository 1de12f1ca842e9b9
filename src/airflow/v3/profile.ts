import { createApiV2 } from "../client/v2/api-v2.ts";
import type { AirflowProfile } from "../profile.ts";
import { cleanState } from "./clean-state.ts";
import { components, FLOWER_PORT } from "./components.ts";
import { parseQueries } from "./parse-queries.ts";
import { newestParsingTable, newestPasses } from "./parsing-table.ts";
import { runMarks } from "./run-marks.ts";
import { script } from "./script.ts";
import {
  API,
  databaseSettings,
  defaultSettings,
  migrationSettings,
  requiredSettings,
  scheduleSettings,
} from "./settings.ts";

const HOME = "/opt/airflow";

/** Airflow 3. */
export const airflow3: AirflowProfile = {
  api: API,
  paths: { home: HOME, dags: `${HOME}/dags`, logs: `${HOME}/logs`, plugins: `${HOME}/plugins` },
  flowerPort: FLOWER_PORT,
  migrate: ["db", "migrate"],
  migrations: ["python", "-c", script("migrations.py")],
  databaseSettings,
  migrationSettings,
  seed: (file) => ["python", "-c", script("seed.py"), file],
  requiredSettings,
  defaultSettings,
  scheduleSettings,
  components,
  parsedFiles: newestParsingTable,
  parsingPasses: newestPasses,
  parseQueries,
  runMarks,
  configList: ["airflow", "config", "list", "--show-values"],
  knownSettings: ["python", "-c", script("known-settings.py")],
  nextRuns: (count) => ["python", "-c", script("next-runs.py"), String(count)],
  duplicateDags: (files) => ["python", "-c", script("duplicate-dags.py"), `${HOME}/dags`, ...files],
  cleanState,
  client: createApiV2,
};
