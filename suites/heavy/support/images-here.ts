import { commandLine } from "../../support/command-line.ts";

/** Names of the images that are there for the services, whether pulled or built. */
export async function imagesHere(): Promise<string[]> {
  const { stdout } = await commandLine(["images", "list", "--json"]);
  const { images } = JSON.parse(stdout) as { images: { present: string | null }[] };
  return images.flatMap(({ present }) => present ?? []);
}
