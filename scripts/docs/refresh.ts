import { basename, extname } from "node:path";
import type { TypePlace } from "./option-types.ts";
import { pieceOf } from "./region.ts";

/** What the marks in a Markdown file are filled from; places are paths from the root of the repository. */
export interface Sources {
  /** The text of a file. */
  read(path: string): string;
  /** Tables of the options that a type has. */
  options(path: string, type: string): string;
}

const SNIPPET = /^<!-- snippet: ([^\s#]+)(?:#(\S+))? -->(?:\n+```[^\n]*\n[\s\S]*?^```$)?/gm;
const OPTIONS = /^<!-- options: ([^\s#]+)#(\S+) -->[\s\S]*?^<!-- end of options -->$/gm;
const MARK = /^<!--\s*(?:snippet|options)\b.*/m;

/**
 * Fills the marks of a Markdown file anew: `<!-- snippet: path#region -->` and the fenced block after it, and
 * `<!-- options: path#Type -->` up to `<!-- end of options -->`.
 * @throws Error for a mark that is badly written, or that points to a place that is not there
 */
export function refresh(markdown: string, sources: Sources): string {
  const [unknown] = markdown.replace(SNIPPET, "").replace(OPTIONS, "").match(MARK) ?? [];
  if (unknown) throw new Error(`the mark ${unknown} is not understood`);
  return markdown
    .replace(SNIPPET, (_, path: string, name?: string) => {
      const code = at(`${path}${name ? `#${name}` : ""}`, () => pieceOf(sources.read(path), name));
      const mark = `<!-- snippet: ${path}${name ? `#${name}` : ""} -->`;
      return `${mark}\n\n\`\`\`${languageOf(path)}\n${code}\n\`\`\``;
    })
    .replace(OPTIONS, (_, path: string, type: string) => {
      const tables = at(`${path}#${type}`, () => sources.options(path, type));
      return `<!-- options: ${path}#${type} -->\n\n${tables}\n\n<!-- end of options -->`;
    });
}

const BY_HAND = /^ *```(?:ts|tsx|typescript|js|javascript|python)\b[^\n]*\n(.*)/gm;

/** The first lines of code blocks that no mark fills: nothing runs what they show. */
export function typedByHand(markdown: string): string[] {
  return [...markdown.replace(SNIPPET, "").matchAll(BY_HAND)].map(([, line = ""]) => line);
}

/** The types whose options a Markdown file asks for. */
export function optionMarks(markdown: string): TypePlace[] {
  return [...markdown.matchAll(OPTIONS)].map(([, file = "", type = ""]) => ({ file, type }));
}

function at(place: string, make: () => string): string {
  try {
    return make();
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}`);
  }
}

function languageOf(path: string): string {
  const kind = extname(path).slice(1) || basename(path);
  const languages: Record<string, string> = { py: "python", yml: "yaml", cfg: "ini", txt: "text" };
  return languages[kind] ?? kind.toLowerCase();
}
