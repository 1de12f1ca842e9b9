import { slug } from "github-slugger";
import type { Option, OptionType } from "./option-types.ts";

const HEAD = "| option | type | default | meaning |\n| --- | --- | --- | --- |";

/** Options as Markdown: a table, and a section with a table for each option that is an object with options itself. */
export function optionTables(options: readonly Option[], path = ""): string {
  const rows = options.map((option) => {
    const types = option.types.map((type) => typeCell(type, path + option.name)).join(" or ");
    return `| \`${option.name}\` | ${types} | ${defaultCell(option)} | ${cell(option.meaning)} |`;
  });
  const sections = options.flatMap(({ name, types }) =>
    types.flatMap((type) => {
      if (!("options" in type)) return [];
      const place = placeOf(type.kind, path + name);
      return [`### \`${place}\`\n\n${optionTables(type.options, `${place}.`)}`];
    }),
  );
  return [[HEAD, ...rows].join("\n"), ...sections].join("\n\n");
}

function typeCell(type: OptionType, path: string): string {
  switch (type.kind) {
    case "text":
      return code(type.text);
    case "named":
      return `[\`${type.name}\`](#${slug(type.name)})`;
    case "object":
      return `[object](#${slug(placeOf(type.kind, path))})`;
    case "list":
      return `list of [objects](#${slug(placeOf(type.kind, path))})`;
    case "record":
      return `[objects](#${slug(placeOf(type.kind, path))}) by name`;
    default:
      return type satisfies never;
  }
}

function placeOf(kind: "object" | "list" | "record", path: string): string {
  return path + { object: "", list: "[]", record: ".<name>" }[kind];
}

function defaultCell({ standard, required }: Option): string {
  if (standard === undefined) return required ? "required" : "none";
  return isLiteral(standard) ? code(standard) : cell(standard);
}

function isLiteral(text: string): boolean {
  try {
    JSON.parse(text.replaceAll("_", ""));
    return true;
  } catch {
    return false;
  }
}

const code = (text: string) => `\`${cell(text)}\``;
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
