/** Database and role; the role is a superuser, as the official image makes it. */
export interface PostgresLogin {
  /** Name of the database. */
  readonly database: string;
  /** Name of the role. */
  readonly username: string;
  /** Password of the role. */
  readonly password: string;
}

/** `postgresql://user:password@address/database`. */
export function postgresUri({ username, password, database }: PostgresLogin, address: string): string {
  const login = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
  return `postgresql://${login}@${address}/${encodeURIComponent(database)}`;
}
