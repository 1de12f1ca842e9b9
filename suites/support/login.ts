import type { StartedAirflowCluster } from "airflow-testcontainers";

/** What Airflow answers to a login: the status, and a token where it lets the user in. */
export async function login(
  cluster: StartedAirflowCluster,
  username: string,
  password: string,
): Promise<{ status: number; token: string | undefined }> {
  const response = await fetch(`${await cluster.apiUrl()}/auth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  return { status: response.status, token };
}

/** Status of the answer to a request that only an administrator may make. */
export async function administration(cluster: StartedAirflowCluster, token?: string): Promise<number> {
  const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  const response = await fetch(`${await cluster.apiUrl()}/api/v2/config`, { headers });
  await response.body?.cancel();
  return response.status;
}
