import { HarnessError } from "../base/harness-error.ts";
import type { Service } from "./service.ts";

/** Airflow version that a cluster runs when nobody says otherwise. */
export const defaultAirflowVersion = "3.3.2";

/** Airflow versions that have a recipe, a lock file and a default image, newest first. */
export const airflowVersions: readonly string[] = [defaultAirflowVersion];

/** Images used when the user names none. Each is a full version: the same name is the same software tomorrow. */
const defaultImages: Readonly<Record<Exclude<Service, "airflow">, string>> = {
  postgres: "postgres:17.11",
  rabbitmq: "rabbitmq:4.2.9-management",
  redis: "redis:8.6.4",
  ryuk: "testcontainers/ryuk:0.14.0",
};

/** Debian image on which the recipes build where it can be had. */
export const debianImage = "debian:trixie-slim";

/**
 * Under these names the images that we build are kept, never under an official one. The host says that no registry has
 * them, so no engine looks for them at one, and testcontainers puts no mirror's name in front.
 */
export const ownRepository = "localhost/airflow-testcontainers";

/**
 * The pinned image of a service.
 * @throws HarnessError `AT_AIRFLOW_VERSION` for a version of Airflow without a recipe
 */
export function defaultImage(service: Service, airflowVersion: string = defaultAirflowVersion): string {
  if (service !== "airflow") return defaultImages[service];
  return `apache/airflow:${knownAirflowVersion(airflowVersion)}-python3.13`;
}

/**
 * The version itself, if it has a recipe.
 * @throws HarnessError `AT_AIRFLOW_VERSION` otherwise, listing the versions there are
 */
export function knownAirflowVersion(version: string, known: readonly string[] = airflowVersions): string {
  if (known.includes(version)) return version;
  throw new HarnessError("AT_AIRFLOW_VERSION", `no image is known for Airflow ${version}`, {
    expected: known.join(", "),
    observed: version,
    try: "one of these versions, or name an image of yours that holds this one",
  });
}
