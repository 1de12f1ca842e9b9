import { slug } from "github-slugger";
import type { Option, OptionType } from "./option-types.ts";

const HEAD = "| option | type | default | meaning |\n| --- | --- | --- | --- |";

/**
 * Options as Markdown: a table, and a section with a table for each option that is an object with options itself.
 * @throws Error naming an option that nobody has explained
 */
export function optionTables(options: readonly Option[], path = ""): string {
  const rows = options.map(({ name, types, meaning, ...option }) => {
    if (!meaning) throw new Error(`the option ${path}${name} has no doc comment`);
    return `| \`${name}\` | ${typesCell(types, path + name)} | ${defaultCell(option)} | ${cell(meaning)} |`;
  });
  // One object and a list of them are explained once.
  const sections = new Map(options.flatMap(({ name, types }) => sectionsOf(types, path + name)));
  return [[HEAD, ...rows].join("\n"), ...sections.values()].join("\n\n");
}

function sectionsOf(types: readonly OptionType[], path: string): [path: string, section: string][] {
  return types.flatMap((type): [string, string][] => {
    switch (type.kind) {
      case "text":
      case "named":
        return [];
      case "object":
        return [[path, `### \`${path}\`\n\n${optionTables(type.options, `${path}.`)}`]];
      case "list":
        return sectionsOf(type.of, path);
      case "record":
        return sectionsOf(type.of, `${path}.<name>`);
      default:
        return type satisfies never;
    }
  });
}

function typesCell(types: readonly OptionType[], path: string): string {
  return types.map((type) => typeCell(type, path)).join(" or ");
}

function typeCell(type: OptionType, path: string): string {
  switch (type.kind) {
    case "text":
      return code(type.text);
    case "named":
      return `[\`${type.text}\`](#${slug(type.text)})`;
    case "object":
      return `[object](#${slug(path)})`;
    case "list":
      return `list of ${typesCell(type.of, path)}`;
    case "record":
      return `by name: ${typesCell(type.of, `${path}.<name>`)}`;
    default:
      return type satisfies never;
  }
}

function defaultCell({ standard, required }: Pick<Option, "standard" | "required">): string {
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
