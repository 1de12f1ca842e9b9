import type { Answer } from "../../airflow/client/exchange.ts";
import { type ErrorParts, HarnessError, reasonOf } from "../../base/harness-error.ts";

/** The error of an Airflow that someone else runs and that cannot be used. */
export function attachError(what: string, parts: ErrorParts = {}): HarnessError {
  return new HarnessError("AT_ATTACH", what, parts);
}

const elsewhere = "the address with which a browser opens Airflow, without what follows it (/home, /api/v2)";

/** Why nothing answered. */
export function unreachable(baseUrl: string, error: unknown): HarnessError {
  const { host, hostname, protocol } = new URL(baseUrl);
  const codes = codesOf(error);
  const observed = reasonOf(error).replace(/^.*no answer from \S+ (fetch failed: )?/, "");
  const because = (reason: string, help: string) =>
    attachError(`no Airflow answers at ${baseUrl}: ${reason}`, { observed, try: help, cause: error });
  if (codes.some((code) => /^(ENOTFOUND|EAI_AGAIN|EAI_FAIL)$/.test(code))) {
    return because(
      `the name ${hostname} is not known here`,
      "the right name, or the network (VPN) in which it is known",
    );
  }
  if (codes.includes("ECONNREFUSED")) {
    return because("the connection is refused", "the right port; whether Airflow's API server runs");
  }
  if (codes.some((code) => /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/.test(code))) {
    return because("the server speaks no TLS", baseUrl.replace(/^https/, "http"));
  }
  if (codes.some((code) => /CERT|SIGNATURE|ISSUER|HOSTNAME_MISMATCH/.test(code))) {
    return because(
      "its TLS certificate is not accepted",
      "NODE_EXTRA_CA_CERTS=<file with the certificate of the authority that signed it>, before Node starts",
    );
  }
  if (codes.some((code) => /^(ERR_SSL|ERR_TLS|EPROTO)/.test(code))) {
    return because("no TLS connection comes about", "a look at the server's TLS versions and ciphers");
  }
  if (codes.some((code) => code.startsWith("HPE_"))) {
    return because("the server does not speak HTTP", protocol === "http:" ? `https://${host}` : elsewhere);
  }
  if (protocol === "http:" && codes.includes("UND_ERR_SOCKET")) {
    return because("the server closes the connection", `https://${host}, where the server speaks TLS`);
  }
  return because("no answer in time", "the right address; a firewall or a network (VPN) between");
}

/** Why what answered is no Airflow. */
export function noAirflow(baseUrl: string, { status, text, location }: Answer): HarnessError {
  if (status >= 300 && status < 400 && location !== undefined) {
    const to = URL.canParse(location, baseUrl) ? new URL(location, baseUrl) : undefined;
    // Not its query: it may hold something secret.
    const where = to ? to.origin + to.pathname : "elsewhere";
    const only = where.endsWith("/api/v2/version");
    return attachError(`the server at ${baseUrl} sends on to ${where}`, {
      ...{ expected: "Airflow's version from GET /api/v2/version", observed: `status ${status}` },
      try: only
        ? `baseUrl: "${where.slice(0, -"/api/v2/version".length)}"`
        : "where that is a page to log in: credentials with a `token`",
    });
  }
  if (status === 401 || status === 403) {
    return attachError(`the server at ${baseUrl} lets nobody ask without a token that it accepts`, {
      ...{ expected: "Airflow's version from GET /api/v2/version", observed: `status ${status}` },
      try: "credentials with a valid `token`",
    });
  }
  if (status >= 500) {
    return attachError(`the server at ${baseUrl} answers with an error of its own`, {
      ...{ expected: "Airflow's version from GET /api/v2/version", observed: `status ${status}${pageOf(text)}` },
      try: "whether Airflow's API server runs behind it",
    });
  }
  return attachError(`the server at ${baseUrl} is no Airflow`, {
    ...{ expected: "Airflow's version from GET /api/v2/version", observed: `status ${status}${pageOf(text)}` },
    try: elsewhere,
  });
}

/** What kind of text it is; not the text, which may repeat a token that was sent. */
function pageOf(text: string): string {
  const title = /<title[^>]*>([^<]{1,80})/i.exec(text)?.[1]?.trim();
  if (title) return ` and a page with the title "${title}"`;
  if (/^\s*<(!doctype )?html/i.test(text)) return " and a page";
  return "";
}

/** The codes of an error and of what caused it: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("code" in current) codes.push(String(current.code));
  }
  return codes;
}
