import { HarnessError } from "../../base/harness-error.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { KeptEntry } from "./entry.ts";
import { projectFolder } from "./project-folder.ts";
import type { KeptStore } from "./store.ts";

/** A kept cluster that a command means. */
export interface ChosenKept {
  readonly name: string;
  readonly entry: KeptEntry;
}

/** How it is said which one is meant. */
export interface Choice {
  /** Id of the cluster, with or without `airflow-`. @default the only one of the project */
  id?: string;
  /** @default the folder of the process */
  cwd?: string;
}

/**
 * The kept cluster that is meant: by its id, else the only one of the project.
 * @throws HarnessError `AT_NOT_FOUND` where there is none, `AT_USAGE` where it is not clear, `AT_STATE` where what is
 * known of it cannot be read
 */
export function chooseKept(store: KeptStore, { id, cwd }: Choice = {}): ChosenKept {
  const { up, unreadable } = readAll(store);
  if (id !== undefined) {
    const wanted = id.replace(/^airflow-/, "");
    const found = up.find(({ entry }) => entry.id === wanted);
    if (found) return found;
    const ids = up.map(({ entry }) => entry.id);
    throw new HarnessError("AT_NOT_FOUND", `no cluster "${wanted}" is kept${didYouMean(wanted, ids)}`, {
      expected: ids.join(", ") || undefined,
      try: ids.length > 0 ? undefined : "airflow-testcontainers up",
    });
  }
  const project = projectFolder(cwd);
  const own = up.filter(({ entry }) => entry.project === project);
  if (own.length === 1) return own[0] as ChosenKept;
  if (own.length > 1) {
    throw new HarnessError("AT_USAGE", `${own.length} clusters are kept for ${project}: say which with --id`, {
      expected: own.map(({ entry }) => describe(entry)).join("\n"),
    });
  }
  const broken = Object.entries(unreadable)[0];
  if (broken) throw unreadableError(store, ...broken);
  throw new HarnessError("AT_NOT_FOUND", `nothing is up for ${project}`, {
    observed: up.length > 0 ? `of other projects:\n${up.map(({ entry }) => describe(entry)).join("\n")}` : undefined,
    try: `airflow-testcontainers up --dags DIR${up.length > 0 ? ", or one of the others with --id" : ""}`,
  });
}

/** All kept clusters that are up, and the names of those that cannot be read, with the reason. */
function readAll(store: KeptStore): { up: ChosenKept[]; unreadable: Record<string, string> } {
  const up: ChosenKept[] = [];
  const unreadable: Record<string, string> = {};
  for (const name of store.names()) {
    const stored = store.read(name);
    if (stored?.phase === "up") up.push({ name, entry: stored });
    if (stored?.phase === "unreadable") unreadable[name] = stored.reason;
  }
  return { up, unreadable };
}

function describe({ id, cluster, since }: KeptEntry): string {
  return `${id}  ${cluster.dags ?? "no DAG folder"}  since ${since}`;
}

function unreadableError({ folder }: KeptStore, name: string, reason: string): HarnessError {
  return new HarnessError("AT_STATE", `what is known of a kept cluster cannot be used: ${folder}/${name}.json`, {
    observed: reason,
    try: "`airflow-testcontainers up` replaces it, `airflow-testcontainers down --all` removes it",
  });
}
