import { expect, it, onTestFinished } from "vitest";
import { recorded } from "../testing/recorded.ts";
import { type Reply, replay } from "../testing/replay.ts";
import { createApiV2 } from "./api-v2.ts";

async function client(replies: Readonly<Record<string, Reply>>) {
  const { url, got } = await replay(onTestFinished, replies);
  return { api: createApiV2(() => url, { username: "admin", password: "hunter22" }), got };
}

const taken = [409, recorded("trigger-dup")] as const;
const redis = recorded("conn") as { connection_id: string };

it("stores text as it is and anything else as JSON, under any name", async () => {
  const [variable] = (recorded("vars") as { variables: object[] }).variables;
  const { api, got } = await client({ "POST /api/v2/variables": [201, variable] });
  expect(await api.setVariable("이름/with slash", { a: 1 })).toMatchObject({
    key: "이름/with slash",
    value: '{"a": 1}',
  });
  await api.setVariable("이름/with slash", "text");
  expect(got.slice(1).map(({ body }) => (body as { value: string }).value)).toEqual(['{"a":1}', "text"]);
});

it("replaces what exists", async () => {
  const { api, got } = await client({
    "POST /api/v2/connections": taken,
    "PATCH /api/v2/connections/redis_x": redis,
  });
  expect(await api.setConnection({ id: "redis_x", type: "redis", host: "redis" })).toMatchObject({
    ...{ id: "redis_x", type: "redis", host: "redis", port: 6379, password: "***" },
  });
  expect(got.at(-1)?.body).toMatchObject({ connection_id: "redis_x", conn_type: "redis", password: null, port: null });
});

it("does not repeat a password that Airflow repeats", async () => {
  const { api } = await client({ "POST /api/v2/connections": [422, recorded("conn-422")] });
  const error = await api
    .setConnection({ id: "redis_x", type: "redis", password: "hunter22" })
    .catch((caught) => caught);
  expect(error.message).toBe(
    "POST /api/v2/connections: Airflow answered 422\n  observed  body.conn_type: Field required",
  );
});

it("touches only slots of a pool, unless told more", async () => {
  const [pool] = (recorded("pools") as { pools: [object] }).pools;
  const { api, got } = await client({ "POST /api/v2/pools": taken, "PATCH /api/v2/pools/default_pool": pool });
  expect(await api.setPool({ name: "default_pool", slots: 64 })).toMatchObject({
    name: "default_pool",
    includeDeferred: false,
  });
  expect(got.at(-1)?.query.getAll("update_mask")).toEqual(["slots", "include_deferred"]);
  await api.setPool({ name: "default_pool", slots: 64, description: "d" });
  expect(got.at(-1)?.query.getAll("update_mask")).toContain("description");
});

it("says whether there was something to delete", async () => {
  const { api } = await client({ "DELETE /api/v2/connections/redis_x": [204, undefined] });
  expect(await api.deleteConnection("redis_x")).toBe(true);
  expect(await api.deleteConnection("redis_y")).toBe(false);
});

it("names the nearest of what does not exist", async () => {
  const { api } = await client({ "GET /api/v2/connections": { connections: [redis], total_entries: 1 } });
  await expect(api.connection("redis_y")).rejects.toThrow('there is no connection "redis_y"; did you mean "redis_x"?');
});
