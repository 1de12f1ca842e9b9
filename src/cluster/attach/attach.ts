import type { AirflowApi } from "../../airflow/client/airflow-api.ts";
import { ApiError } from "../../airflow/client/api-error.ts";
import type { CallOptions } from "../../airflow/client/call-options.ts";
import { GivenToken, isBearerToken } from "../../airflow/client/given-token.ts";
import { profileFor } from "../../airflow/profiles.ts";
import { parse } from "../../base/parse.ts";
import { secondsSince } from "../../base/seconds-since.ts";
import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";
import { ApiCleaner } from "./api-cleaner.ts";
import { AttachedAirflowCluster } from "./attached-cluster.ts";
import { attachedParts } from "./attached-parts.ts";
import { checkServices } from "./check-services.ts";
import { findVersion } from "./find-version.ts";
import { givenServices } from "./given-services.ts";
import { attachError } from "./no-airflow.ts";
import { type AttachOptions, attachOptions, type ResolvedAttachOptions } from "./options.ts";

/**
 * Uses an Airflow that someone else runs.
 * @throws HarnessError `AT_USAGE`, `AT_ATTACH` or `AT_AIRFLOW_VERSION`, never with a password
 */
export async function attach(
  given: AttachOptions,
  { signal }: Pick<CallOptions, "signal"> = {},
): Promise<StartedAirflowCluster> {
  const begun = performance.now();
  const { credentials, allowReset, ...options } = parse(attachOptions, given, "attach()", "AT_USAGE");
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const call = { signal, timeoutMs: options.timeout * 1000 };
  const headers = isBearerToken(credentials) ? new GivenToken(credentials).always : {};
  const version = await findVersion(baseUrl, headers, call);
  const profile = profileFor(version);
  const api = profile.client(() => baseUrl, credentials);
  await checkLogin(api, baseUrl, credentials, call);
  const warnings = await checkHealth(api, baseUrl, call);
  const { services, checks } = givenServices(options);
  await checkServices(checks, call);
  const boot = { seconds: secondsSince(begun), steps: [], warnings };
  const { host, pathname } = new URL(baseUrl);
  const known = {
    ...{ id: (host + pathname).replace(/\/$/, ""), version, profile, api, boot, apiUrl: async () => baseUrl },
    cleaner: new ApiCleaner(api, allowReset),
  };
  return new AttachedAirflowCluster(attachedParts(known, services, credentials));
}

async function checkLogin(
  api: AirflowApi,
  baseUrl: string,
  credentials: ResolvedAttachOptions["credentials"],
  call: CallOptions,
): Promise<void> {
  try {
    await api.checkLogin(call);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const who = isBearerToken(credentials) ? "the token that was given" : `the user "${credentials.username}"`;
    const help = isBearerToken(credentials)
      ? "a token that is still valid"
      : "the right name and password; where users log in elsewhere, credentials with a `token`";
    const refused = error.status === 401 || error.status === 403;
    throw attachError(
      refused ? `the Airflow at ${baseUrl} refuses ${who}` : `nobody can log in to the Airflow at ${baseUrl}`,
      {
        observed: [error.what, error.parts.observed].filter(Boolean).join("\n"),
        try: error.status === 403 ? "a user who may read DAGs" : help,
        cause: error,
      },
    );
  }
}

/**
 * Whether runs can be run at all.
 * @returns what is worth a warning
 */
async function checkHealth(api: AirflowApi, baseUrl: string, call: CallOptions): Promise<string[]> {
  const { metadatabase, scheduler, dagProcessor } = await api.health(call).catch((error: unknown) => {
    call.signal?.throwIfAborted();
    throw attachError(`the Airflow at ${baseUrl} does not tell how it is`, { cause: error });
  });
  const told = ({ status, heartbeat }: typeof scheduler) =>
    `${status ?? "never seen"}${heartbeat ? `, last heartbeat ${heartbeat}` : ""}`;
  if (metadatabase.status !== "healthy" || scheduler.status !== "healthy") {
    throw attachError(`the Airflow at ${baseUrl} cannot run anything now`, {
      expected: "a metadata database and a scheduler that are healthy",
      observed: `metadata database ${told(metadatabase)}\nscheduler ${told(scheduler)}`,
    });
  }
  return dagProcessor.status === "healthy"
    ? []
    : [`the dag processor is ${told(dagProcessor)}: no change of a DAG is noticed`];
}
