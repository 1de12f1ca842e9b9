/** A text that must be contained, or a pattern that must be found. */
export type TextPattern = string | RegExp;

/** Whether the text has it, on one line or over several. */
export function hasText(text: string, pattern: TextPattern): boolean {
  if (typeof pattern === "string") return text.includes(pattern);
  // A global or sticky pattern remembers where it stopped.
  const fresh = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  return text.split("\n").some((line) => fresh.test(line)) || fresh.test(text);
}

/** The pattern as a programmer would write it. */
export function shownPattern(pattern: TextPattern): string {
  return typeof pattern === "string" ? JSON.stringify(pattern) : String(pattern);
}
