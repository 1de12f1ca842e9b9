/**
 * Where and why a value is more than JSON can say, such as `conf.since is a Date`; undefined where it is plain JSON.
 * What `JSON.stringify` would drop or change without a word counts.
 */
export function notJson(value: unknown, name: string): string | undefined {
  return fault(value, name, []);
}

function fault(value: unknown, path: string, above: readonly object[]): string | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== "object") return `${path} is ${value === undefined ? "undefined" : `a ${typeof value}`}`;
  if (above.includes(value)) return `${path} contains itself`;
  const prototype = Object.getPrototypeOf(value);
  const plain = Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!plain) return `${path} is a ${value.constructor?.name || "class instance"}`;
  const parts = Array.isArray(value)
    ? Array.from(value, (part, i) => [`${path}[${i}]`, part] as const)
    : Object.entries(value).map(([key, part]) => [`${path}.${key}`, part] as const);
  for (const [where, part] of parts) {
    const found = fault(part, where, [...above, value]);
    if (found) return found;
  }
  return undefined;
}
