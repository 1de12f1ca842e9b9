import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DockerOptions } from "dockerode";
import type { Place } from "./places.ts";

/** How to reach a place, or in words why its address cannot be used. */
export type Address = { ok: true; options: DockerOptions } | { ok: false; reason: string };

type ReadFile = (path: string) => Buffer;

/** Reads the address of a place, certificates included, the way testcontainers does. */
export function addressOf(place: Place, readFile: ReadFile = readFileSync): Address {
  let url: URL;
  try {
    url = new URL(place.uri);
  } catch {
    return refuse("not a URL; expected unix:///path/to/docker.sock or tcp://host:port");
  }
  switch (url.protocol) {
    case "unix:":
      if (url.hostname !== "") return refuse(`unix:// needs three slashes: unix:///${url.hostname}${url.pathname}`);
      if (url.pathname === "" || url.pathname === "/") return refuse("no path to a socket in it");
      return { ok: true, options: local(decodeURIComponent(url.pathname)) };
    case "npipe:":
      // Not the URL's path, which drops the dot of //./pipe.
      return { ok: true, options: local(place.uri.slice("npipe://".length)) };
    case "tcp:":
    case "http:":
    case "https:":
      return remote(url, place, readFile);
    case "ssh:":
      return refuse(
        "ssh:// is not supported by testcontainers; forward the socket (ssh -L) and name that, or use tcp://",
      );
    default:
      return refuse(`${url.protocol}// is not supported; expected unix:// or tcp://`);
  }
}

function remote(url: URL, place: Place, readFile: ReadFile): Address {
  if (url.hostname === "") return refuse("no host in it; expected tcp://host:port");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (place.certPath === undefined) {
    return { ok: true, options: { ...NONE, host, port: url.port, protocol: place.tls ? "https" : "http" } };
  }
  try {
    const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((name) => readFile(join(place.certPath ?? "", name)));
    return { ok: true, options: { ...NONE, host, port: url.port, protocol: "https", ca, cert, key } };
  } catch (error) {
    return refuse(`its TLS certificates cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

// docker-modem fills what is not given from DOCKER_HOST, which need not be the place that is asked for.
const NONE = {
  host: undefined,
  port: undefined,
  socketPath: undefined,
  ca: undefined,
  cert: undefined,
  key: undefined,
};

function local(socketPath: string): DockerOptions {
  return { ...NONE, socketPath, protocol: "http" };
}

function refuse(reason: string): Address {
  return { ok: false, reason };
}
