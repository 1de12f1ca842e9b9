import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const { exports: entries } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** The API reference of everything that the package exports; a public name or member without a comment is an error. */
export default {
  name: "airflow-testcontainers",
  entryPoints: Object.values(entries)
    .filter(({ types }) => types)
    .map(({ types }) => join(root, types.replace(/^\.\/dist\/(.*)\.d\.ts$/, "$1.ts"))),
  tsconfig: join(root, "tsconfig.json"),
  out: join(root, "docs/api"),
  readme: "none",
  // Links to sources need a remote that a checkout may not have.
  disableSources: true,
  excludePrivate: true,
  excludeExternals: true,
  excludeInternal: true,
  // Parts of ours that public types are made from or hold.
  intentionallyNotExported: [
    ...["ClusterParts", "Columns", "Given", "Interruptible", "KeptPlace", "Placement", "ProcessId", "Reaper"],
    ...["RunWaitOptions", "ShowValue", "SnapshotOptions", "Unit", "clusterOptions", "runStates"],
    ...["postgres", "rabbitmq", "redis"].map((service) => `src/cluster/single-service.ts:__object.${service}`),
  ],
  validation: { notExported: true, invalidLink: true, notDocumented: true },
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
};
