const MARKER = /^\s*(?:\/\/|#)\s*#(region|endregion)\b\s*(\S*)/;

/**
 * A piece of a source file: what stands between `// #region name` and its `// #endregion` (`# #region` in Python and
 * YAML), or all of it. The indentation that its lines share is taken away, and so are markers of other regions.
 * @throws Error where the region is missing, there twice or not ended
 */
export function pieceOf(source: string, name?: string): string {
  const lines = source.split("\n");
  const piece = name === undefined ? lines : regionOf(lines, name);
  const kept = piece.filter((line) => !MARKER.test(line));
  const indents = kept.filter((line) => line.trim()).map((line) => line.search(/\S/));
  const shared = Math.min(...indents);
  return kept
    .map((line) => line.slice(shared))
    .join("\n")
    .trim();
}

function regionOf(lines: readonly string[], name: string): string[] {
  const markers = lines.flatMap((line, at) => {
    const [, kind, region] = MARKER.exec(line) ?? [];
    return kind ? [{ at, opens: kind === "region", region }] : [];
  });
  const found = markers.filter(({ opens, region }) => opens && region === name);
  const [start] = found;
  if (!start) throw new Error(`there is no region "${name}"`);
  if (found.length > 1) throw new Error(`there are ${found.length} regions "${name}"`);
  let depth = 0;
  for (const { at, opens } of markers.slice(markers.indexOf(start))) {
    depth += opens ? 1 : -1;
    if (depth === 0) return lines.slice(start.at + 1, at);
  }
  throw new Error(`the region "${name}" is not ended`);
}
