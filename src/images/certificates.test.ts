import { describe, expect, it } from "vitest";
import { certificateBundle } from "./certificates.ts";
import { fakeHost } from "./testing/fake-host.ts";

const pem = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`;
const system = "/etc/ssl/certs/ca-certificates.crt";

describe("the certificates of this machine", () => {
  it("should be those of the system and of every variable, once each", () => {
    const files = { [system]: `# comment\n${pem("A")}\n${pem("B")}\n`, "/corp.pem": `${pem("B")}\n${pem("C")}` };
    const bundle = certificateBundle(fakeHost(files, { NODE_EXTRA_CA_CERTS: "/corp.pem", SSL_CERT_FILE: "/missing" }));
    expect(bundle).toBe(`${pem("B")}\n${pem("C")}\n${pem("A")}\n`);
  });

  it("should be those that Node finds where there is no bundle", () => {
    expect(certificateBundle(fakeHost(), () => [pem("Keychain")])).toBe(`${pem("Keychain")}\n`);
    expect(certificateBundle(fakeHost(), () => [])).toBeUndefined();
  });
});
