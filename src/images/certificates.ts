import { getCACertificates } from "node:tls";
import type { Host } from "./host.ts";

const variables = ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT"];
const systemBundles = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

/** Every certificate that this machine trusts, once each, in PEM; undefined where none is found. */
export function certificateBundle(
  host: Host,
  builtIn: () => readonly string[] = () => getCACertificates("system"),
): string | undefined {
  const paths = [...variables.map((name) => host.env[name]), ...systemBundles].filter((path) => path !== undefined);
  const found = new Set<string>();
  for (const path of new Set(paths)) for (const certificate of certificatesIn(host.read(path))) found.add(certificate);
  if (!systemBundles.some((path) => host.read(path))) {
    for (const certificate of builtIn().flatMap(certificatesIn)) found.add(certificate);
  }
  return found.size > 0 ? `${[...found].join("\n")}\n` : undefined;
}

function certificatesIn(pem: string | undefined): string[] {
  return pem?.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}
