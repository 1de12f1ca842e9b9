import { lookup as dnsLookup } from "node:dns/promises";
import { isIP } from "node:net";
import { HarnessError, reasonOf } from "../base/harness-error.ts";

/** Where published ports are bound and reached. */
export interface Binding {
  /** Name or address under which tests reach a published port. */
  readonly host: string;
  /** IPv4 address to which the engine binds it. */
  readonly bindAddress: string;
  /** One line where ports are open to more than this machine. */
  readonly warning?: string;
}

/** Variable that overrules the address, for an engine behind address translation. */
const BIND_ADDRESS_VARIABLE = "AIRFLOW_TESTCONTAINERS_BIND_ADDRESS";

type Lookup = (host: string) => Promise<string>;

const firstIpv4: Lookup = async (host) => (await dnsLookup(host, { family: 4 })).address;

/**
 * Decides from the host that testcontainers found (`localhost`, a gateway inside a container, the host of a tcp://
 * address, or TESTCONTAINERS_HOST_OVERRIDE).
 * @throws HarnessError `AT_ENGINE` where that host has no IPv4 address
 */
export async function bindingFor(
  host: string,
  env: NodeJS.ProcessEnv = process.env,
  lookup: Lookup = firstIpv4,
): Promise<Binding> {
  const chosen = env[BIND_ADDRESS_VARIABLE];
  if (chosen) return warned(isLoopback(host) ? chosen : host, chosen);
  if (isLoopback(host)) return { host: "127.0.0.1", bindAddress: "127.0.0.1" };
  if (isIP(host) === 4) return warned(host, host);
  const address = await lookup(host).catch((error: unknown) => {
    throw new HarnessError("AT_ENGINE", `the engine's host ${host} has no IPv4 address to bind ports to`, {
      observed: reasonOf(error),
      try: `${BIND_ADDRESS_VARIABLE}=<an IPv4 address of the engine's machine>`,
      cause: error,
    });
  });
  // host.docker.internal and the like may lead back to the loopback interface.
  return isLoopback(address) ? { host, bindAddress: address } : warned(host, address);
}

/** Whether a host name or address means the machine itself. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || (isIP(host) === 4 && host.startsWith("127."));
}

function warned(host: string, bindAddress: string): Binding {
  if (isLoopback(bindAddress)) return { host, bindAddress };
  return {
    host,
    bindAddress,
    warning: `published ports are bound to ${bindAddress}: others on that network reach them`,
  };
}
