import { describe, expect, it } from "vitest";
import { enginePlaces, type PlacesInput } from "./places.ts";

const linux: PlacesInput = {
  env: {},
  platform: "linux",
  home: "/home/ada",
  uid: 1000,
  properties: {},
  exists: () => false,
};
const uris = (input: PlacesInput) => enginePlaces({ ...linux, ...input }).places.map(({ uri }) => uri);

describe("an engine that the user names", () => {
  it("should be the only place, taken from DOCKER_HOST", () => {
    expect(enginePlaces({ ...linux, env: { DOCKER_HOST: "unix:///run/podman/podman.sock" } })).toEqual({
      named: true,
      places: [{ source: "DOCKER_HOST", uri: "unix:///run/podman/podman.sock", certPath: undefined, tls: false }],
    });
  });

  it("should be taken from the properties file, which DOCKER_HOST overrules", () => {
    const properties = { dockerHost: "tcp://file:2375" };
    expect(enginePlaces({ ...linux, properties }).places[0]).toMatchObject({
      source: "docker.host in ~/.testcontainers.properties",
      uri: "tcp://file:2375",
    });
    expect(uris({ properties, env: { DOCKER_HOST: "tcp://env:2375" } })).toEqual(["tcp://env:2375"]);
  });

  it("should not be the file's where DOCKER_HOST is set to nothing", () => {
    const { named } = enginePlaces({
      ...linux,
      properties: { dockerHost: "tcp://file:2375" },
      env: { DOCKER_HOST: "" },
    });
    expect(named).toBe(false);
  });

  it("should put tc.host first", () => {
    const properties = { tcHost: "tcp://127.0.0.1:1", dockerHost: "tcp://file:2" };
    expect(uris({ properties })).toEqual(["tcp://127.0.0.1:1", "tcp://file:2"]);
  });

  it("should use certificates only where verification is asked for", () => {
    const env = { DOCKER_HOST: "tcp://h:2376", DOCKER_CERT_PATH: "/certs" };
    expect(enginePlaces({ ...linux, env }).places[0]).toMatchObject({ certPath: undefined, tls: true });
    expect(enginePlaces({ ...linux, env: { ...env, DOCKER_TLS_VERIFY: "1" } }).places[0]).toMatchObject({
      certPath: "/certs",
    });
    const properties = { dockerHost: "tcp://h:2376", tlsVerify: "1", certPath: "/file-certs" };
    expect(enginePlaces({ ...linux, properties }).places[0]).toMatchObject({ certPath: "/file-certs" });
  });
});

describe("the known places", () => {
  it("should be in the order of testcontainers", () => {
    expect(uris({ env: { XDG_RUNTIME_DIR: "/run/user/1000" } })).toEqual([
      "unix:///var/run/docker.sock",
      "unix:///run/user/1000/docker.sock",
      "unix:///home/ada/.docker/run/docker.sock",
      "unix:///home/ada/.docker/desktop/docker.sock",
    ]);
    expect(uris({}).at(-1)).toBe("unix:///run/user/1000/docker.sock");
  });

  it("should end at the first rootless socket that exists, since testcontainers tries no other", () => {
    const exists = (path: string) => path.includes(".docker/run") || path.includes("desktop");
    expect(uris({ exists })).toEqual(["unix:///var/run/docker.sock", "unix:///home/ada/.docker/run/docker.sock"]);
  });

  it("should be the pipe on Windows, and none on systems that testcontainers does not know", () => {
    expect(uris({ platform: "win32" })).toEqual(["npipe:////./pipe/docker_engine"]);
    expect(uris({ platform: "freebsd" })).toEqual([]);
  });
});
