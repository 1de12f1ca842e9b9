import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { findVersion } from "./find-version.ts";
import { closedPort, type Page, serve, serveTls } from "./testing/serve.ts";

const json = (value: unknown): Page => [200, JSON.stringify(value), { "content-type": "application/json" }];
const version = "/api/v2/version";

/** What is said of an address, with the address left out. */
async function saidOf(address: string, timeoutMs = 10_000): Promise<string> {
  const error = await findVersion(address, {}, { timeoutMs }).catch((error) => error);
  return `${error.code}: ${error.message}`.replaceAll(/127\.0\.0\.1:\d+/g, "host:port");
}

const pages = async (of: Record<string, Page>) => saidOf(await serve(onTestFinished, of));

describe("an address where no Airflow answers is said to be", () => {
  it("one where the connection is refused", async () => {
    expect(await saidOf(`http://${await closedPort()}`)).toMatchInlineSnapshot(`
      "AT_ATTACH: no Airflow answers at http://host:port: the connection is refused
        observed  connect ECONNREFUSED host:port
        try       the right port; whether Airflow's API server runs"
    `);
  });

  it("a name that is not known", async () => {
    expect(await saidOf("http://airflow.no-such-host.invalid")).toContain(
      "AT_ATTACH: no Airflow answers at http://airflow.no-such-host.invalid: the name airflow.no-such-host.invalid is not",
    );
  });

  it("one that says nothing", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as { port: number };
    expect(await saidOf(`http://127.0.0.1:${port}`, 50)).toMatchInlineSnapshot(`
      "AT_ATTACH: no Airflow answers at http://host:port: no answer in time
        observed  nothing within 0.05 s: The operation was aborted due to timeout
        try       the right address; a firewall or a network (VPN) between"
    `);
  });

  it("one with a certificate that nobody knows", async () => {
    const said = await saidOf(await serveTls(onTestFinished));
    expect(said.replace(/self-signed certificate;.*/, "self-signed certificate")).toMatchInlineSnapshot(`
      "AT_ATTACH: no Airflow answers at https://host:port: its TLS certificate is not accepted
        observed  self-signed certificate
        try       NODE_EXTRA_CA_CERTS=<file with the certificate of the authority that signed it>, before Node starts"
    `);
  });

  it("one with TLS where it was called without, and the other way round", async () => {
    expect(await saidOf((await serveTls(onTestFinished)).replace("https", "http"))).toMatchInlineSnapshot(`
      "AT_ATTACH: no Airflow answers at http://host:port: the server closes the connection
        observed  other side closed
        try       https://host:port, where the server speaks TLS"
    `);
    const plain = await serve(onTestFinished, {});
    expect((await saidOf(plain.replace("http", "https"))).replace(/observed.*/, "observed  …")).toMatchInlineSnapshot(`
      "AT_ATTACH: no Airflow answers at https://host:port: the server speaks no TLS
        observed  …
        try       http://host:port"
    `);
  });
});

describe("a server that is no Airflow is said to", () => {
  it("have no such path", async () => {
    expect(await pages({ "/": [200, "hello"] })).toMatchInlineSnapshot(`
      "AT_ATTACH: the server at http://host:port is no Airflow
        expected  Airflow's version from GET /api/v2/version
        observed  status 404
        try       the address with which a browser opens Airflow, without what follows it (/home, /api/v2)"
    `);
  });

  it("answer with a page", async () => {
    const page: Page = [200, "<!doctype html><html><head><title>Welcome to nginx!</title></head></html>"];
    expect(await pages({ [version]: page })).toMatchInlineSnapshot(`
      "AT_ATTACH: the server at http://host:port is no Airflow
        expected  Airflow's version from GET /api/v2/version
        observed  status 200 and a page with the title "Welcome to nginx!"
        try       the address with which a browser opens Airflow, without what follows it (/home, /api/v2)"
    `);
  });

  it("answer with JSON of another product", async () => {
    expect(await pages({ [version]: json({ version: "3.1" }) })).toContain("is no Airflow");
  });

  it("send on to another address", async () => {
    const moved: Page = [301, "", { location: `https://airflow.example.com${version}` }];
    expect(await pages({ [version]: moved })).toMatchInlineSnapshot(`
      "AT_ATTACH: the server at http://host:port sends on to https://airflow.example.com/api/v2/version
        expected  Airflow's version from GET /api/v2/version
        observed  status 301
        try       baseUrl: "https://airflow.example.com""
    `);
    // What follows the question mark may be secret.
    const login: Page = [302, "", { location: "/login?state=5ecr3t" }];
    expect(await pages({ [version]: login })).toMatchInlineSnapshot(`
      "AT_ATTACH: the server at http://host:port sends on to http://host:port/login
        expected  Airflow's version from GET /api/v2/version
        observed  status 302
        try       where that is a page to log in: credentials with a \`token\`"
    `);
  });

  it("want a token, or to have nothing behind it", async () => {
    expect(await pages({ [version]: [401, "{}"] })).toMatchInlineSnapshot(`
      "AT_ATTACH: the server at http://host:port lets nobody ask without a token that it accepts
        expected  Airflow's version from GET /api/v2/version
        observed  status 401
        try       credentials with a valid \`token\`"
    `);
    expect(await pages({ [version]: [502, "<html><title>502 Bad Gateway</title></html>"] })).toMatchInlineSnapshot(`
      "AT_ATTACH: the server at http://host:port answers with an error of its own
        expected  Airflow's version from GET /api/v2/version
        observed  status 502 and a page with the title "502 Bad Gateway"
        try       whether Airflow's API server runs behind it"
    `);
  });
});

describe("the version of an Airflow", () => {
  const of = (version: string) => json({ version, git_version: ".release:0" });

  it("is found, also under a path and with a slash at the end", async () => {
    const url = await serve(onTestFinished, { [version]: of("3.3.2"), [`/deploy1${version}`]: of("3.1.0") });
    expect(await findVersion(url, {}, {})).toBe("3.3.2");
    expect(await findVersion(`${url}/`, {}, {})).toBe("3.3.2");
    expect(await findVersion(`${url}/deploy1`, {}, {})).toBe("3.1.0");
  });

  it("may be too old: the one that Airflow 2 tells, or nothing but its health", async () => {
    expect(await pages({ "/api/v1/version": of("2.10.5") })).toMatchInlineSnapshot(`
      "AT_AIRFLOW_VERSION: the Airflow at http://host:port is too old: 2.10.5
        expected  a version that begins with 3, such as 3.3.2
        observed  GET /api/v1/version answered 2.10.5"
    `);
    expect(await pages({ "/health": json({ metadatabase: {}, scheduler: {} }) })).toMatchInlineSnapshot(`
      "AT_AIRFLOW_VERSION: the Airflow at http://host:port is too old: before 3
        expected  a version that begins with 3, such as 3.3.2
        observed  GET /health answers as Airflow 1 and 2 do"
    `);
  });

  it("may be one that nobody knows yet", async () => {
    expect(await pages({ [version]: of("4.0.0") })).toMatchInlineSnapshot(`
      "AT_AIRFLOW_VERSION: the Airflow at http://host:port is not supported: 4.0.0
        expected  a version that begins with 3, such as 3.3.2"
    `);
  });
});
