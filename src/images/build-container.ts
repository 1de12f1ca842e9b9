import { randomBytes } from "node:crypto";
import { type Duplex, PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import type Dockerode from "dockerode";
import type { Engine } from "../engine/engine.ts";
import { eachLine } from "./lines.ts";
import { type TarEntry, tarOf } from "./tar.ts";

/** One command in a {@link BuildContainer}. */
export interface BuildCommand {
  argv: readonly string[];
  /** Environment of this command only; it is in no layer and in no history. */
  env?: Readonly<Record<string, string>>;
  /** `uid:gid`. @default the image's user */
  user?: string;
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}

/**
 * A container in which an image is made: files go in, commands run, and what they changed becomes one layer.
 *
 * `/mnt` is a volume of its own: what lies there (certificates, settings of the user's machine, archives) is not part of
 * the layer. The first process reads from our connection, so that when this process dies, in whatever way, the
 * container ends and the engine removes it and its volume.
 */
export class BuildContainer {
  private readonly docker: Dockerode;
  private readonly container: Dockerode.Container;
  private readonly lifeline: Duplex;

  private constructor(docker: Dockerode, container: Dockerode.Container, lifeline: Duplex) {
    this.docker = docker;
    this.container = container;
    this.lifeline = lifeline;
  }

  /**
   * Starts a container of the image; `purpose` is part of its name. The signal that stops containers of the new image
   * is told here, because older engines do not take it with the commit.
   * @param options `network`: that of the container, default the engine's machine where it is this one
   */
  static async start(
    engine: Engine,
    image: string,
    purpose: string,
    { stopSignal, network }: { stopSignal?: string; network?: "none" } = {},
  ): Promise<BuildContainer> {
    const container = await engine.docker.createContainer({
      name: `airflow-testcontainers-build-${purpose}-${randomBytes(4).toString("hex")}`,
      Image: image,
      ...startWith(["cat"], await hasEntrypoint(engine, image)),
      StopSignal: stopSignal,
      OpenStdin: true,
      StdinOnce: true,
      AttachStdin: true,
      HostConfig: {
        AutoRemove: true,
        // The engine's own machine reaches the mirrors; a bridge may lack its resolver or a proxy on its loopback address.
        NetworkMode: network ?? (engine.local ? "host" : undefined),
        Mounts: [{ Type: "volume", Target: "/mnt", Source: "" }],
      },
    });
    try {
      const attached = (await container.attach({ stream: true, stdin: true, stdout: true, hijack: true })) as Duplex;
      attached.on("error", () => {});
      attached.resume();
      await container.start();
      return new BuildContainer(engine.docker, container, attached);
    } catch (error) {
      await container.remove({ force: true, v: true }).catch(() => {});
      throw error;
    }
  }

  /** Puts files below a folder that exists. */
  async put(folder: string, entries: readonly TarEntry[]): Promise<void> {
    await this.unpack(folder, tarOf(entries));
  }

  /** Unpacks an archive below a folder that exists; owners and modes stay what they are in it. */
  async unpack(folder: string, archive: NodeJS.ReadableStream): Promise<void> {
    await this.container.putArchive(archive, { path: folder });
  }

  /** Runs a command to its end and returns its exit code; standard output and error come as lines. */
  async run({ argv, env = {}, user, onLine = () => {}, signal }: BuildCommand): Promise<number> {
    signal?.throwIfAborted();
    const exec = await this.container.exec({
      Cmd: [...argv],
      Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      User: user,
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await exec.start({ hijack: true, stdin: false });
    const output = new PassThrough();
    eachLine(output, onLine);
    this.docker.modem.demuxStream(stream, output, output);
    const abort = () => stream.destroy();
    signal?.addEventListener("abort", abort, { once: true });
    // An engine that goes away closes the stream without ending it.
    await new Promise<void>((resolve) => {
      for (const event of ["end", "close", "error"]) stream.once(event, () => resolve());
    });
    signal?.removeEventListener("abort", abort);
    signal?.throwIfAborted();
    output.end();
    await finished(output);
    const { ExitCode } = await exec.inspect();
    return ExitCode ?? 255;
  }

  /** Makes an image of what is there now; returns its id. `changes` are Dockerfile instructions. */
  async commit(image: string, changes: readonly string[], comment: string): Promise<string> {
    const at = image.lastIndexOf(":");
    const committed = await this.container.commit({
      repo: image.slice(0, at),
      tag: image.slice(at + 1),
      comment,
      pause: true,
      changes: [...changes],
    });
    return committed.Id;
  }

  /** Removes the container and its volume. */
  async remove(): Promise<void> {
    this.lifeline.destroy();
    await this.container.remove({ force: true, v: true }).catch((error: { statusCode?: number }) => {
      // It removes itself as well; both at once is no failure.
      if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
    });
  }
}

/** A commit cannot take back an entry point, so none is set where the image has none. */
function startWith(command: string[], replaceEntrypoint: boolean): { Entrypoint?: string[]; Cmd: string[] } {
  return replaceEntrypoint ? { Entrypoint: command, Cmd: [] } : { Cmd: command };
}

async function hasEntrypoint(engine: Engine, image: string): Promise<boolean> {
  const { Config } = await engine.docker.getImage(image).inspect();
  return Boolean(Config.Entrypoint?.length);
}
