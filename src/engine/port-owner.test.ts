import { describe, expect, it } from "vitest";
import { type Proc, portOwner } from "./port-owner.ts";

const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 4711 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:1538 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 20 4 30 10 -1
`;

function machine(texts: Record<string, string>, links: Record<string, string>): Proc {
  const read = (from: Record<string, string>) => (path: string) => {
    const value = from[path];
    if (value === undefined) throw new Error(`ENOENT ${path}`);
    return value;
  };
  const list = (path: string) =>
    path === "/proc"
      ? ["1", "812", "self"]
      : Object.keys(links)
          .filter((link) => link.startsWith(`${path}/`))
          .map((link) => link.slice(path.length + 1));
  return { readText: read(texts), readLink: read(links), list };
}

describe("owner of a port", () => {
  const proc = machine(
    { "/proc/net/tcp": TCP, "/proc/812/cmdline": "/usr/lib/postgresql/bin/postgres\0-D\0" },
    { "/proc/1/fd/0": "/dev/null", "/proc/812/fd/3": "socket:[99]", "/proc/812/fd/4": "socket:[4711]" },
  );

  it("should be the process that holds the listening socket", () => {
    expect(portOwner(5432, proc)).toBe("postgres (pid 812)");
  });

  it("should not be the owner of a mere connection", () => {
    expect(portOwner(8080, proc)).toBeUndefined();
  });

  it("should be unknown where /proc cannot be read", () => {
    expect(portOwner(5432, machine({}, {}))).toBeUndefined();
    expect(portOwner(5432, machine({ "/proc/net/tcp": TCP }, {}))).toBeUndefined();
  });
});
