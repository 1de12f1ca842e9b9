import { getContainerRuntimeClient } from "testcontainers";

const docker = async () => (await getContainerRuntimeClient()).container.dockerode;
const partsOf = (image: string) => {
  const at = image.lastIndexOf(":");
  return { repo: image.slice(0, at), tag: image.slice(at + 1) };
};

/** Whether there is an image of that name. */
export async function hasImage(image: string): Promise<boolean> {
  return (await docker())
    .getImage(image)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

/** Gives the name to another image. */
export async function giveName(image: string, other: string): Promise<void> {
  await (await docker()).getImage(other).tag(partsOf(image));
}

/** Removes a name, and the image if it has no other. */
export async function removeName(image: string): Promise<void> {
  await (await docker()).getImage(image).remove();
}

/** Runs a shell command as root in a container of the image, and keeps the outcome under the same name and labels. */
export async function changeImage(image: string, command: string): Promise<void> {
  const engine = await docker();
  const { Config } = await engine.getImage(image).inspect();
  const container = await engine.createContainer({ Image: image, Entrypoint: ["bash", "-c", command], Cmd: [] });
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    if (StatusCode !== 0) throw new Error(`${command} ended with ${StatusCode}`);
    const list = (value: string | string[] | undefined) => JSON.stringify([value ?? []].flat());
    await container.commit({
      ...partsOf(image),
      changes: [`ENTRYPOINT ${list(Config.Entrypoint)}`, `CMD ${list(Config.Cmd)}`],
    });
  } finally {
    await container.remove({ force: true, v: true });
  }
}
