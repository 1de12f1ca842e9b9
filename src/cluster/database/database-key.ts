import { createHash } from "node:crypto";
import type { Settings } from "../../airflow/settings.ts";
import { canonicalJson } from "../../base/canonical-json.ts";
import { packageVersion } from "../../base/package-root.ts";
import { folderContent } from "../dag-sync/folder-content.ts";
import { type ClusterPlan, settingsInForce } from "../plan.ts";

/** Another number for whatever changes in how the image is made, or in what its digest is taken of. */
const FORMAT = 2;

/** What tells whether a migrated database is the one that a cluster would make: its image, and what shaped it. */
export interface DatabaseOrigin {
  /** Ids of the images. */
  readonly images: { readonly airflow: string; readonly postgres: string };
  readonly format: number;
  readonly package: string;
  readonly database: string;
  readonly role: string;
  readonly settings: Settings;
  /** Content of the plugins, which may bring tables. */
  readonly plugins?: Readonly<Record<string, string>>;
}

/** Everything that decides how a migrated database looks; no secret is in it. */
export async function originOf(plan: ClusterPlan, images: DatabaseOrigin["images"]): Promise<DatabaseOrigin> {
  const { database, username } = plan.postgres;
  return {
    images: { airflow: images.airflow, postgres: images.postgres },
    format: FORMAT,
    package: packageVersion(),
    database,
    role: username,
    settings: plan.profile.migrationSettings(settingsInForce(plan)),
    plugins: plan.plugins === undefined ? undefined : await folderContent(plan.plugins),
  };
}

/** Twelve hexadecimal digits; the order in which settings are written plays no part. */
export function keyOf(origin: DatabaseOrigin): string {
  return createHash("sha256").update(canonicalJson(origin)).digest("hex").slice(0, 12);
}
