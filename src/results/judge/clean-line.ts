import { stripVTControlCharacters } from "node:util";
import { printable, shorten } from "../render/text.ts";

/** A line of a log or traceback that does nothing to the terminal and is not endless. */
export function cleanLine(line: string): string {
  return shorten(printable(stripVTControlCharacters(line).replaceAll("\t", "    ")), 240, "…");
}
