import { z } from "zod";
import type { CallOptions } from "../../airflow/client/call-options.ts";
import { type Answer, exchange, jsonOf } from "../../airflow/client/exchange.ts";
import { isSupported, supportedVersions } from "../../airflow/profiles.ts";
import { HarnessError } from "../../base/harness-error.ts";
import { noAirflow, unreachable } from "./no-airflow.ts";

/** Both keys, so that another product with a second version of its API is not taken for Airflow. */
const versionAnswer = z.object({ version: z.string().regex(/^\d+\.\d+/), git_version: z.string().nullable() });
const healthAnswer = z.object({ metadatabase: z.object({}), scheduler: z.object({}) });

/**
 * The version of the Airflow at an address.
 * @param headers sent along, for servers that want a login for everything
 * @throws HarnessError `AT_ATTACH` where nothing answers or it is no Airflow, `AT_AIRFLOW_VERSION` for one that is not
 * supported
 */
export async function findVersion(
  baseUrl: string,
  headers: Readonly<Record<string, string>>,
  options: CallOptions,
): Promise<string> {
  const ask = (path: string) => exchange(() => baseUrl, { path }, headers, options);
  const answer = await ask("/api/v2/version").catch((error: unknown) => {
    options.signal?.throwIfAborted();
    throw unreachable(baseUrl, error);
  });
  const version = versionIn(answer);
  if (version !== undefined) {
    if (!isSupported(version)) throw unsupported(baseUrl, `is not supported: ${version}`);
    return version;
  }
  // Whatever goes wrong now, it is no Airflow that can be used.
  const old = await olderAirflow(ask).catch(() => undefined);
  options.signal?.throwIfAborted();
  throw old ? unsupported(baseUrl, `is too old: ${old.version}`, old.observed) : noAirflow(baseUrl, answer);
}

function versionIn({ status, text }: Answer): string | undefined {
  return status === 200 ? versionAnswer.safeParse(jsonOf(text)).data?.version : undefined;
}

/** Airflow 2 tells its version and its health to anybody; where its API is switched off, the health only. */
async function olderAirflow(
  ask: (path: string) => Promise<Answer>,
): Promise<{ version: string; observed: string } | undefined> {
  const path = "/api/v1/version";
  const version = versionIn(await ask(path));
  if (version !== undefined) return { version, observed: `GET ${path} answered ${version}` };
  const { status, text } = await ask("/health");
  if (status !== 200 || !healthAnswer.safeParse(jsonOf(text)).success) return undefined;
  return { version: "before 3", observed: "GET /health answers as Airflow 1 and 2 do" };
}

function unsupported(baseUrl: string, how: string, observed?: string): HarnessError {
  const what = `the Airflow at ${baseUrl} ${how}`;
  return new HarnessError("AT_AIRFLOW_VERSION", what, { expected: supportedVersions, observed });
}
