import type { AirflowApi } from "../airflow-api.ts";
import { ApiHttp } from "../api-http.ts";
import type { BaseUrl } from "../exchange.ts";
import { type BearerToken, GivenToken, isBearerToken } from "../given-token.ts";
import { type Login, TokenLogin } from "../token-login.ts";
import { backfillCalls } from "./backfills.ts";
import { clusterCalls } from "./cluster.ts";
import { dagCalls } from "./dags.ts";
import { logCalls } from "./logs.ts";
import { runCalls } from "./runs.ts";
import { storeCalls } from "./stores.ts";
import { taskInstanceCalls } from "./task-instances.ts";
import { xcomCalls } from "./xcoms.ts";

/**
 * The client for Airflow 3 (REST v2). It logs in with the first call that needs it, and again when the token is refused.
 * @param baseUrl asked before each request, because a published port changes with a restart
 */
export function createApiV2(baseUrl: BaseUrl, login: Login | BearerToken): AirflowApi {
  const authorization = isBearerToken(login) ? new GivenToken(login) : new TokenLogin(baseUrl, login);
  const http = new ApiHttp(baseUrl, authorization);
  return {
    ...clusterCalls(http),
    ...dagCalls(http),
    ...runCalls(http),
    ...taskInstanceCalls(http),
    ...logCalls(http),
    ...xcomCalls(http),
    ...backfillCalls(http),
    ...storeCalls(http),
  };
}
