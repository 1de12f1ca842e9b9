import { createClient } from "redis";

/** What Redis says to PING on a connection with this URL: `PONG`, or its refusal. */
export async function redisAnswer(url: string | URL): Promise<string> {
  const client = createClient({ url: String(url), socket: { connectTimeout: 10_000, reconnectStrategy: false } });
  client.on("error", () => {});
  try {
    await client.connect();
    return await client.ping();
  } catch (error) {
    return (error as Error).message;
  } finally {
    client.destroy();
  }
}
