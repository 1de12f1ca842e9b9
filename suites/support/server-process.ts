import { isDeepStrictEqual } from "node:util";
import type Dockerode from "dockerode";

/** How a container's own process fares. */
export interface ServerProcess {
  readonly running: boolean;
  /** Whether it runs what its image was made to run. */
  readonly ownCommand: boolean;
}

/** Compares a container with its image. */
export async function serverProcess(docker: Dockerode, containerId: string): Promise<ServerProcess> {
  const { Config, Image, State } = await docker.getContainer(containerId).inspect();
  const image = await docker.getImage(Image).inspect();
  const command = (of: { Entrypoint?: unknown; Cmd?: unknown }) => [of.Entrypoint, of.Cmd];
  return { running: State.Running, ownCommand: isDeepStrictEqual(command(Config), command(image.Config)) };
}
