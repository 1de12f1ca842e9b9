import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { recorded } from "./testing/recorded.ts";
import { replay } from "./testing/replay.ts";
import { TokenLogin } from "./token-login.ts";
import { createApiV2 } from "./v2/api-v2.ts";

const login = { username: "admin", password: "hunter22" };
const nothing = { dags: [], total_entries: 0 };

it("logs in once for calls at the same time, and keeps the token", async () => {
  const { url, got } = await replay(onTestFinished, { "GET /api/v2/dags": nothing });
  const api = createApiV2(() => url, login);
  await Promise.all([api.dags(), api.dags(), api.dags()]);
  await api.dags();
  expect(got.map(({ name, authorization }) => [name, authorization])).toEqual([
    ["POST /auth/token", undefined],
    ...Array(4).fill(["GET /api/v2/dags", "Bearer token-1"]),
  ]);
});

it("logs in again when the token is refused, once", async () => {
  const { url, got } = await replay(onTestFinished, {
    "GET /api/v2/dags": ({ authorization }) => (authorization === "Bearer token-1" ? [401, {}] : nothing),
  });
  const api = createApiV2(() => url, login);
  expect(await Promise.all([api.dags(), api.dags()])).toEqual([[], []]);
  expect(got.filter(({ name }) => name === "POST /auth/token")).toHaveLength(2);

  const refusing = await replay(onTestFinished, { "GET /api/v2/dags": [401, { detail: "Invalid JWT token" }] });
  await expect(createApiV2(() => refusing.url, login).dags()).rejects.toThrow(
    "GET /api/v2/dags: Airflow answered 401\n  observed  Invalid JWT token",
  );
  expect(refusing.got.map(({ name }) => name)).toEqual(Array(2).fill(["POST /auth/token", "GET /api/v2/dags"]).flat());
});

it("says that name or password is wrong, without the password", async () => {
  const { url } = await replay(onTestFinished, { "POST /auth/token": [401, recorded("token-401")] });
  await expect(createApiV2(() => url, login).dags()).rejects.toThrowErrorMatchingInlineSnapshot(`
    [ApiError: Airflow refused the login of user "admin"
      observed  401: wrong name or password
      try       the name and password that the cluster was started with]
  `);
});

it("does not repeat what the server repeats", async () => {
  const { url } = await replay(onTestFinished, {
    "POST /auth/token": [422, { detail: "1 validation error [input_value='hunter22']" }],
  });
  const error = await createApiV2(() => url, login)
    .dags()
    .catch((caught) => caught);
  expect(error).toMatchObject({ code: "AT_API", status: 422 });
  expect(error.message).not.toContain("hunter22");
});

it("tries again after a failure, which may pass", async () => {
  let calls = 0;
  const { url } = await replay(onTestFinished, {
    "POST /auth/token": () => (++calls === 1 ? [500, {}] : [201, { access_token: "late" }]),
    "GET /api/v2/dags": nothing,
  });
  const api = createApiV2(() => url, login);
  await expect(api.dags()).rejects.toMatchObject({ name: "NoAnswerError", transient: true });
  expect(await api.dags()).toEqual([]);
});

it("does not end a login for others when its first caller is interrupted", async () => {
  const { url } = await replay(onTestFinished, {});
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const once = new TokenLogin(() => held.then(() => url), login);
  const interrupted = new AbortController();
  const first = once.headers({ signal: interrupted.signal }).catch((error) => error);
  const second = once.headers({});
  interrupted.abort(new Error("enough"));
  await sleep(1);
  go();
  expect(await first).toMatchObject({ message: "enough" });
  expect(await second).toMatchObject({ authorization: expect.stringMatching(/^Bearer token-/) });
});
