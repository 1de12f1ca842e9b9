import { z } from "zod";

const text = (what: string) => z.string(what).min(1, what);

/** The address without what follows it, or undefined where a string is none. */
function urlOf(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}

const baseUrl = text("must be the address of Airflow, such as http://localhost:8080")
  .refine((value) => /^https?:$/.test(urlOf(value)?.protocol ?? ""), {
    error: "must be an address with http:// or https://, such as http://localhost:8080",
    abort: true,
  })
  .refine((value) => urlOf(value)?.username === "" && urlOf(value)?.password === "", {
    error: "must have no login in it; that is what `credentials` are for",
  })
  .refine((value) => !/[?#]/.test(value), { error: "must end before the first ? or #" });

const uri = (example: string, schemes: RegExp) =>
  text(`must be a URI such as ${example}`).refine(
    (value) => {
      const url = urlOf(value);
      return url !== undefined && url.hostname !== "" && schemes.test(url.protocol) && decodes(url);
    },
    { error: `must be a URI such as ${example}; what is special in a name or password is written as %40` },
  );

function decodes({ username, password, pathname }: URL): boolean {
  try {
    decodeURIComponent(username + password + pathname);
    return true;
  } catch {
    return false;
  }
}

const amqpUri = uri("amqp://user:password@host:5672/vhost", /^amqps?:$/);

/** How an Airflow that someone else runs is reached; see {@link AttachOptions}. */
export const attachOptions = z.strictObject({
  /** Address of Airflow's API and web interface, with the path under which it is served if there is one. */
  baseUrl,
  /** A name and a password, or a token from elsewhere, as managed Airflows give. */
  credentials: z.union([
    z.strictObject({
      /** Name of the user. */
      username: text("must be a user's name"),
      /** Password of the user. */
      password: text("must be the user's password"),
    }),
    z.strictObject({
      /** Sent as `Authorization: Bearer …` with every request. */
      token: text("must be a token"),
    }),
  ]),
  /** `postgresql://…` of the metadata database, for `cluster.postgres`. @default none */
  postgres: uri("postgresql://user:password@host:5432/database", /^postgres(ql)?(\+\w+)?:$/).optional(),
  /** `amqp://…` of the broker, for `cluster.rabbitmq`. @default none */
  rabbitmq: z
    .union([
      amqpUri,
      z.strictObject({
        /** `amqp://…` of the broker. */
        uri: amqpUri,
        /** `http://user:password@host:15672` of the management API. @default none; questions to it then throw */
        managementUri: uri("http://user:password@host:15672", /^https?:$/).optional(),
      }),
    ])
    .optional(),
  /** `redis://…` of a Redis that the DAGs use, for `cluster.redis`. @default none */
  redis: uri("redis://user:password@host:6379/0", /^rediss?:$/).optional(),
  /** Allows `reset()`, which ends and deletes all runs of that Airflow, and leaves everything else. @default false */
  allowReset: z.boolean("must be true or false").default(false),
  /** Seconds for each answer while attaching. @default 10 */
  timeout: z.number("must be a number of seconds").positive("must be more than 0 seconds").default(10),
});

/** What a user writes to attach to an Airflow that someone else runs. */
export type AttachOptions = z.input<typeof attachOptions>;

/** With the defaults filled in. */
export type ResolvedAttachOptions = z.output<typeof attachOptions>;
