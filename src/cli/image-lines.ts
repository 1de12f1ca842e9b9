import type { ImageStatus } from "../images/image-status.ts";

/** An image in words. */
export interface ImageLine {
  readonly service: string;
  readonly image: string;
  readonly state: string;
}

/** One line per image: its name and what there is of it. */
export function imageLines(images: readonly ImageStatus[]): ImageLine[] {
  return images.map(({ service, present, defaultName, recipeName, size }) => ({
    service,
    image: present ?? defaultName ?? recipeName,
    state: present ? `present${present === recipeName ? ", built here" : ""}${sizeOf(size)}` : absent(defaultName),
  }));
}

function absent(defaultName: string | undefined): string {
  return defaultName ? "not there; pulled or built when it is needed" : "not there; built when it is needed";
}

function sizeOf(bytes: number | undefined): string {
  return bytes === undefined ? "" : `, ${Math.round(bytes / 1_000_000)} MB`;
}
