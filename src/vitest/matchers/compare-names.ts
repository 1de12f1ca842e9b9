import { didYouMean } from "../../base/nearest.ts";
import { listed, rows } from "../../results/judge/words.ts";

/** How the names that there are differ from those that should be, a line each; none where they do not. */
export function compareNames(expected: readonly string[], actual: readonly string[], others: boolean): string[] {
  const missing = expected.filter((name) => !actual.includes(name));
  const unexpected = others ? [] : actual.filter((name) => !expected.includes(name));
  const candidates = actual.filter((name) => !expected.includes(name));
  return [
    ...rows(missing.slice(0, 20).map((name) => [`- ${name}`, `is not there${didYouMean(name, candidates)}`])),
    ...(missing.length > 20 ? [`  - and ${listed(missing.slice(20), 5)}`] : []),
    ...rows(unexpected.slice(0, 20).map((name) => [`+ ${name}`, "is there as well"])),
    ...(unexpected.length > 20 ? [`  + and ${unexpected.length - 20} more`] : []),
  ];
}
