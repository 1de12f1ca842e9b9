import { posix } from "node:path";
import GithubSlugger from "github-slugger";
import MarkdownIt from "markdown-it";

/** What the links of one Markdown file lead to, and the places that others can link to. */
interface Page {
  readonly targets: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

/**
 * The links of Markdown files that lead nowhere: to a file that is not there, or to a heading that is not in it. Links
 * to the web are not looked at.
 * @param files text of each Markdown file, by its path from the root
 * @param exists whether there is a file or folder of that path
 */
export function brokenLinks(files: ReadonlyMap<string, string>, exists: (path: string) => boolean): string[] {
  const pages = new Map([...files].map(([path, text]) => [path, pageOf(text)]));
  return [...pages].flatMap(([path, page]) =>
    page.targets
      .filter((target) => !/^[a-z]+:/i.test(target))
      .filter((target) => !leadsSomewhere(path, target, pages, exists))
      .map((target) => `${path}: nothing is at ${target}`),
  );
}

function leadsSomewhere(
  from: string,
  target: string,
  pages: ReadonlyMap<string, Page>,
  exists: (path: string) => boolean,
): boolean {
  const [file = "", anchor] = decodeURI(target).split("#");
  const path = file === "" ? from : posix.normalize(posix.join(posix.dirname(from), file)).replace(/\/$/, "");
  if (!exists(path)) return false;
  return anchor === undefined || (pages.get(path)?.anchors.has(anchor) ?? false);
}

function pageOf(text: string): Page {
  const tokens = new MarkdownIt({ html: true }).parse(text, {});
  const slugger = new GithubSlugger();
  const headings = tokens.flatMap((token, i) => (token.type === "heading_open" ? [tokens[i + 1]?.children ?? []] : []));
  return {
    targets: tokens
      .flatMap(({ children }) => children ?? [])
      .flatMap((token) => [token.attrGet("href"), token.attrGet("src")])
      .filter((target) => typeof target === "string"),
    anchors: new Set(headings.map((parts) => slugger.slug(parts.map(({ content }) => content).join("")))),
  };
}
