import type Dockerode from "dockerode";

/** A container engine that answered. */
export interface Engine {
  readonly docker: Dockerode;
  /** What the engine calls itself; empty where it does not, as Podman. */
  readonly id: string;
  /** Name of the machine that it runs on. */
  readonly name: string;
  /** Where it was found, for example `unix:///var/run/docker.sock`. */
  readonly uri: string;
  /** Host name or address by which published ports are reached. */
  readonly host: string;
  /** Address to which published ports are bound: 127.0.0.1 where the engine is local and we are not in a container. */
  readonly bindAddress: string;
  readonly local: boolean;
  readonly version: string;
  readonly apiVersion: string;
  readonly architecture: string;
  readonly cpus: number;
  /** Whether containers can have weights for the time that processors are short. */
  readonly cpuShares: boolean;
  readonly memoryBytes: number;
  /** One line each, worth showing before anything starts. */
  readonly warnings: readonly string[];
}
