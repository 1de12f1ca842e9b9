import { HarnessError } from "../base/harness-error.ts";
import { exitError } from "./member.ts";
import type { RunningContainer } from "./running-container.ts";
import type { StartOptions } from "./start-options.ts";
import type { PostgresLogin } from "./started-postgres.ts";

// Over the socket no password is asked, and a server that does not listen yet is tried again. The variable keeps the
// password out of every process list.
const PROGRAM = String.raw`
end=$(($(date +%s) + WAIT_SECONDS))
until error=$(psql -qXAt -c 'select 1' 2>&1 >/dev/null); do
  if [ "$(date +%s)" -ge "$end" ]; then
    printf '%s\n' "$error"
    exit 1
  fi
  sleep 0.05
done
psql -qX -v ON_ERROR_STOP=1 <<'SQL'
\set password ${"`"}printenv NEW_PASSWORD${"`"}
alter role :"USER" password :'password';
SQL
`;

/**
 * Gives the role of a database that was made earlier its password. Until then nobody can log in from outside.
 * @throws HarnessError `AT_NOT_READY` where the server does not answer in time or refuses
 */
export async function admitRole(
  container: RunningContainer,
  { username, password, database }: PostgresLogin,
  { timeoutMs = 120_000, signal }: StartOptions,
): Promise<void> {
  const { exitCode, output } = await container.exec(["sh", "-c", PROGRAM], {
    environment: {
      ...{ PGUSER: username, PGDATABASE: database, NEW_PASSWORD: password },
      WAIT_SECONDS: String(Math.ceil(timeoutMs / 1000)),
    },
    signal,
  });
  if (exitCode === 0) return;
  if (!(await container.state()).running) throw await exitError(container);
  throw new HarnessError("AT_NOT_READY", `${container.alias} could not be given the password of its role`, {
    observed: output.trim() || `exit code ${exitCode}`,
  });
}
