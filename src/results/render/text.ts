import stringWidth from "string-width";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns that a text takes in a terminal: two for Korean and emoji. */
export function columns(text: string): number {
  return stringWidth(text);
}

/** The text in exactly so many columns: padded, or cut with an ellipsis. */
export function toWidth(text: string, width: number, ellipsis: string): string {
  const cut = shorten(text, width, ellipsis);
  return cut + " ".repeat(Math.max(0, width - columns(cut)));
}

/** The text in at most so many columns, cut between characters as a reader sees them. */
export function shorten(text: string, width: number, ellipsis: string): string {
  if (columns(text) <= width) return text;
  let cut = "";
  for (const { segment } of graphemes.segment(text)) {
    if (columns(cut + segment) + columns(ellipsis) > width) break;
    cut += segment;
  }
  return cut + ellipsis;
}

/** The text in lines of at most so many columns, broken at blanks; lines after the first are indented by two. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Control and direction characters, which would move the cursor or reorder a line. */
const unprintable = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

/** The text with its control characters written out, as `\n` or `\u001b`. */
export function printable(text: string): string {
  return text.toWellFormed().replace(unprintable, (character) => named[character] ?? `\\u${hex(character)}`);
}

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
}
