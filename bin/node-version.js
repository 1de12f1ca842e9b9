// Simple and old: this file must load on every Node that npm may find.

/**
 * What is wrong with a version of Node, or undefined.
 * @param {string} version for example "20.1.0"
 * @param {string} engines a range of package.json: `^a.b.c` and `>=a.b.c`, separated by `||`
 */
export function nodeProblem(version, engines) {
  if (satisfies(version, engines)) return undefined;
  return `airflow-testcontainers needs Node ${engines}, and this is ${version}`;
}

function satisfies(version, engines) {
  const current = numbers(version);
  return engines.split("||").some((range) => {
    const least = numbers(range);
    return compare(current, least) >= 0 && (range.trim().charAt(0) !== "^" || current[0] === least[0]);
  });
}

function numbers(text) {
  return text
    .replace(/^[^0-9]*/, "")
    .split(".")
    .map((part) => Number.parseInt(part, 10));
}

function compare(one, other) {
  const at = [0, 1, 2].find((index) => one[index] !== other[index]);
  return at === undefined ? 0 : one[at] - other[at];
}
