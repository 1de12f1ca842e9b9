import pg from "pg";

/** What a role finds when it connects. */
export interface PostgresFacts {
  readonly role: string;
  readonly superuser: boolean;
  readonly database: string;
  /** Encoding of the database, such as `UTF8`. */
  readonly encoding: string;
  /** Length of 로그 as the server counts it: 2 where it reads characters, 6 where it sees only bytes. */
  readonly koreanLength: number;
  /** Major version. */
  readonly version: number;
}

const FACTS = `
  select current_user as role, rolsuper as superuser, current_database() as database,
    pg_encoding_to_char(encoding) as encoding, char_length($1::text) as "koreanLength",
    current_setting('server_version_num')::int / 10000 as version
  from pg_roles, pg_database where rolname = current_user and datname = current_database()`;

/** Connects as the URI says and asks; rejects with the server's own error where it refuses. */
export async function postgresFacts(uri: string): Promise<PostgresFacts> {
  const client = new pg.Client({ connectionString: uri, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<PostgresFacts>(FACTS, ["로그"])).rows[0] as PostgresFacts;
  } finally {
    await client.end();
  }
}
