import type { CallOptions } from "../../airflow/client/call-options.ts";
import { reasonOf } from "../../base/harness-error.ts";
import { until } from "../../base/until.ts";
import type { ServiceCheck } from "./given-services.ts";
import { attachError } from "./no-airflow.ts";

/**
 * Makes sure that each service whose address was given can be used.
 * @throws HarnessError `AT_ATTACH` naming the service and its host
 */
export async function checkServices(checks: readonly ServiceCheck[], call: CallOptions): Promise<void> {
  await Promise.all(checks.map((check) => answers(check, call)));
}

async function answers({ name, ask }: ServiceCheck, { signal, timeoutMs = 10_000 }: CallOptions): Promise<void> {
  const unusable = (observed: string, cause?: unknown) =>
    attachError(`${name} cannot be used`, { observed, try: "the right URI: host, port, name, password", cause });
  const once = async (bounded: AbortSignal) => {
    await ask(bounded).catch((error: unknown) => {
      throw unusable(reasonOf(error), error);
    });
    return { ready: true as const, value: undefined };
  };
  await until(once, { ...{ timeoutMs, probeTimeoutMs: timeoutMs, signal }, onTimeout: (saw) => unusable(saw) });
}
