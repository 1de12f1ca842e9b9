import type { Engine } from "../engine/engine.ts";

/** The images that the engine's older builder makes on its way and keeps without a name, read from its output. */
export class Intermediates {
  /** Short ids, in the order in which they were made. */
  readonly ids: string[] = [];
  private existed = false;

  read(line: string): void {
    // The first image of a stage is the one that it begins from.
    if (line.startsWith("Step ")) this.existed = /^Step \d+\/\d+ : FROM /.test(line);
    if (line.startsWith(" ---> Using cache")) this.existed = true;
    const [, id] = line.match(/^ ---> ([0-9a-f]{12})$/) ?? [];
    if (id && !this.existed) this.ids.push(id);
  }

  /** Removes those that have no name and that no other image is made of. */
  async remove(engine: Engine): Promise<void> {
    for (const id of this.ids.toReversed()) {
      const image = engine.docker.getImage(id);
      try {
        const { RepoTags } = await image.inspect();
        if (RepoTags.length === 0) await image.remove({ noprune: true });
      } catch {
        // Gone already, or the result is made of it.
      }
    }
  }
}
