import type { AirflowApi } from "../airflow-api.ts";
import { createApiV2 } from "../v2/api-v2.ts";
import { type Replayed, type Reply, replay } from "./replay.ts";

/** A client whose server replays answers until the test ends; see {@link replay}. */
export async function replayedClient(
  atEnd: (close: () => void) => void,
  replies: Readonly<Record<string, Reply>>,
): Promise<{ api: AirflowApi; got: Replayed[] }> {
  const { url, got } = await replay(atEnd, replies);
  return { api: createApiV2(() => url, { username: "admin", password: "hunter22" }), got };
}
