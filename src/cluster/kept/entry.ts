import { z } from "zod";
import type { ClusterState } from "../cluster-state.ts";

/** Version of the format; one with another number is left to the package that wrote it, until it is idle. */
const FORMAT = 1;

const login = z.object({ username: z.string(), password: z.string() });

/** What a cluster needs to be used; fields that others add are kept. */
const clusterState = z.looseObject({
  ...{ id: z.string(), version: z.string(), network: z.string() },
  reaper: z.looseObject({ sessionId: z.string(), containerId: z.string(), image: z.string() }),
  admin: login,
  postgres: login.extend({ database: z.string() }),
  rabbitmq: login.extend({ tag: z.string(), vhost: z.string() }),
  harness: login.extend({ tag: z.string(), vhost: z.string() }),
  redisPassword: z.string().optional(),
  settings: z.record(z.string(), z.record(z.string(), z.string())),
  services: z.record(z.string(), z.string()),
  components: z.array(z.object({ role: z.string(), alias: z.string(), containerId: z.string() })).min(1),
  dags: z.string().optional(),
  parsedFiles: z.array(z.object({ file: z.string(), dags: z.number(), errors: z.number(), parsed: z.boolean() })),
  passedOver: z.array(z.string()),
  boot: z.object({
    seconds: z.number(),
    steps: z.array(z.object({ name: z.string(), start: z.number(), end: z.number() })),
    warnings: z.array(z.string()),
  }),
});

/** What any version of the package can rely on. */
const envelope = z.looseObject({
  format: z.number(),
  /** Names network, containers and volumes. */
  id: z.string().regex(/^\w+$/),
  /** Id of the engine that it runs on: another one knows nothing of it. */
  engine: z.string(),
  /** Seconds without use after which it is removed. */
  idle: z.number().positive(),
});

const common = {
  ...envelope.shape,
  format: z.literal(FORMAT),
  fingerprint: z.string(),
  /** The project's folder, by which a command finds the cluster that is meant. */
  project: z.string(),
  /** ISO 8601. */
  since: z.string(),
  /** Whether `up` keeps it, for whoever comes; otherwise it is for those who ask to reuse it. */
  offered: z.boolean(),
};

const entry = z.discriminatedUnion("phase", [
  z.object({ ...common, phase: z.literal("starting") }),
  z.object({
    ...common,
    phase: z.literal("up"),
    parts: z.record(z.string(), z.string()),
    /** How many workers must consume each queue. */
    consumers: z.record(z.string(), z.number()),
    cluster: clusterState,
  }),
]);

/** A cluster that is about to be kept: whatever of it is there after its process has gone is to be removed. */
export interface StartingEntry {
  readonly format: typeof FORMAT;
  readonly phase: "starting";
  readonly id: string;
  readonly engine: string;
  readonly idle: number;
  readonly fingerprint: string;
  readonly project: string;
  readonly since: string;
  readonly offered: boolean;
}

/** A cluster that is kept. It holds the cluster's passwords and keys. */
export interface KeptEntry extends Omit<StartingEntry, "phase"> {
  readonly phase: "up";
  readonly parts: Readonly<Record<string, string>>;
  readonly consumers: Readonly<Record<string, number>>;
  readonly cluster: ClusterState;
}

/** What a file of the folder holds, or why it cannot be used. */
export type Stored =
  | StartingEntry
  | KeptEntry
  | { readonly phase: "foreign"; readonly id: string; readonly engine: string; readonly idle: number }
  | { readonly phase: "unreadable"; readonly reason: string };

/** The entry for a cluster that is about to be started. */
export function startingEntry(entry: Omit<StartingEntry, "format" | "phase" | "since">): StartingEntry {
  return { format: FORMAT, phase: "starting", since: new Date().toISOString(), ...entry };
}

/** Reads the text of an entry; never throws. */
export function readEntry(text: string): Stored {
  const unreadable = (reason: string): Stored => ({ phase: "unreadable", reason });
  if (text.trim() === "") return unreadable("it is empty");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable("it is no JSON");
  }
  const outer = envelope.safeParse(value);
  if (!outer.success) return unreadable(faultOf(outer.error));
  const { format, id, engine, idle } = outer.data;
  if (format !== FORMAT) return { phase: "foreign", id, engine, idle };
  const inner = entry.safeParse(value);
  return inner.success ? (inner.data as unknown as Stored) : unreadable(faultOf(inner.error));
}

/** Names the field and never the value, which may be a password. */
function faultOf({ issues }: z.ZodError): string {
  const fields = issues.map(({ path }) => path.map(String).join(".")).filter(Boolean);
  return fields.length > 0 ? `wrong or missing: ${fields.slice(0, 3).join(", ")}` : "it is no account of a cluster";
}
