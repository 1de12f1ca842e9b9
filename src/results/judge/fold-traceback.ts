import { cleanLine } from "./clean-line.ts";

const frameLine = /^([\s|]*)File "([^"]+)", line \d+, in /;
/** Python itself, and what is installed beside it. */
const foreign = /[/\\](?:site|dist)-packages[/\\]|[/\\]lib[/\\]python3[^/\\]*[/\\]|^<frozen /;
const most = { head: 12, tail: 28 } as const;

/**
 * A traceback of Python without the frames that are nobody's fault: those of installed packages become a line that names
 * the packages, except the one that raised. Very long ones lose their middle.
 */
export function foldTraceback(traceback: string): string[] {
  const folded = fold(partsOf(traceback.trimEnd().split("\n"))).map(cleanLine);
  if (folded.length <= most.head + most.tail) return folded;
  const left = folded.length - most.head - most.tail;
  return [...folded.slice(0, most.head), `  ... ${left} lines ...`, ...folded.slice(-most.tail)];
}

/** A frame with the source line below it, or any other line. */
interface Part {
  readonly lines: string[];
  readonly indent: string;
  readonly frame: boolean;
  /** The package that the frame is of; undefined where it is the user's own. */
  readonly package: string | undefined;
}

function partsOf(lines: readonly string[]): Part[] {
  const parts: Part[] = [];
  for (const line of lines) {
    const [, indent = "", file] = frameLine.exec(line) ?? [];
    const before = parts.at(-1);
    if (file === undefined && before?.frame && line.startsWith(`${before.indent}  `)) before.lines.push(line);
    else parts.push({ lines: [line], indent, frame: file !== undefined, package: packageOf(file) });
  }
  return parts;
}

function packageOf(file: string | undefined): string | undefined {
  if (file === undefined || !foreign.test(file)) return undefined;
  return /[/\\](?:site|dist)-packages[/\\]([^/\\]+)/.exec(file)?.[1]?.replace(/\.py$/, "") ?? "python";
}

function fold(parts: readonly Part[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < parts.length; ) {
    let end = i;
    while (parts[end]?.package !== undefined) end++;
    // The frame that raised is the last one of its traceback.
    const raised = end > i && !parts[end]?.frame;
    const hidden = parts.slice(i, raised ? end - 1 : end);
    if (hidden.length < 2) out.push(...hidden.flatMap(({ lines }) => lines));
    else out.push(`${hidden[0]?.indent}... ${hidden.length} frames in ${packages(hidden)}`);
    const shown = parts.slice(i + hidden.length, Math.max(end, i + 1));
    out.push(...shown.flatMap(({ lines }) => lines));
    i = Math.max(end, i + 1);
  }
  return out;
}

function packages(parts: readonly Part[]): string {
  return [...new Set(parts.map((part) => part.package))].join(", ");
}
