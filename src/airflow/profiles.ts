import { HarnessError } from "../base/harness-error.ts";
import type { AirflowProfile } from "./profile.ts";
import { airflow3 } from "./v3/profile.ts";

const profiles: Readonly<Record<string, AirflowProfile>> = { "3": airflow3 };

/** What {@link profileFor} accepts, in words. */
export const supportedVersions = `a version that begins with ${Object.keys(profiles).join(" or ")}, such as 3.3.2`;

function find(version: string): AirflowProfile | undefined {
  return /^\d+\.\d+/.test(version) ? profiles[version.split(".", 1)[0] as string] : undefined;
}

/** Whether there is a profile for a version of Airflow. */
export function isSupported(version: string): boolean {
  return find(version) !== undefined;
}

/**
 * The profile of an Airflow version.
 * @throws HarnessError `AT_AIRFLOW_VERSION` where there is none
 */
export function profileFor(version: string): AirflowProfile {
  const profile = find(version);
  if (profile) return profile;
  throw new HarnessError("AT_AIRFLOW_VERSION", `Airflow ${version} is not supported`, { expected: supportedVersions });
}
