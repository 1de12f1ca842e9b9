import type { z } from "zod";
import type { ErrorCode } from "./error-codes.ts";
import { HarnessError } from "./harness-error.ts";
import { didYouMean } from "./nearest.ts";

/**
 * Checks what a user wrote against a schema; every fault becomes one line.
 * @throws HarnessError with the given code, naming the nearest known key where one is unknown
 */
export function parse<S extends z.ZodType>(schema: S, value: unknown, where: string, code: ErrorCode): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, schema));
  throw new HarnessError(
    code,
    faults.length === 1 ? `${where}: ${faults[0]}` : `${where} has ${faults.length} faults`,
    {
      observed: faults.length === 1 ? undefined : faults.join("\n"),
    },
  );
}

function faultsOf(issue: z.core.$ZodIssue, schema: z.ZodType, above: readonly PropertyKey[] = []): string[] {
  const full = [...above, ...issue.path];
  const path = full.map(String).join(".");
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const meant = branchMeant(issue.errors);
    if (meant) return meant.flatMap((inner) => faultsOf(inner, schema, full));
    // A schema with words of its own has better ones.
    if (issue.message !== "Invalid input") return [`${path ? `${path}: ` : ""}${issue.message}`];
    const kinds = issue.errors.flatMap((branch) => branch.map((inner) => expectedOf(inner)));
    return [`${path ? `${path}: ` : ""}must be ${[...new Set(kinds)].join(" or ")}`];
  }
  if (issue.code !== "unrecognized_keys") return [`${path ? `${path}: ` : ""}${inWords(issue)}`];
  const known = keysAt(schema, full);
  return issue.keys.map((key) => {
    const hint =
      didYouMean(key, known) || (known.length > 0 && known.length <= FEW ? `; there are ${known.join(", ")}` : "");
    return `unknown option "${path ? `${path}.` : ""}${key}"${hint}`;
  });
}

/** So many options are listed where none is near. */
const FEW = 12;

/** What a schema says itself, or zod's own words for a wrong type in ours. */
function inWords(issue: z.core.$ZodIssue): string {
  const own = /^Invalid input: expected \w+, received (\w+)$/.exec(issue.message);
  if (issue.code !== "invalid_type" || !own) return issue.message;
  return own[1] === "undefined"
    ? `is missing; it must be ${expectedOf(issue)}`
    : `must be ${expectedOf(issue)}, not ${aOr(own[1] ?? "")}`;
}

/** The branch of a union whose kind the value has: its faults are not the kind itself. Of several, the nearest. */
function branchMeant(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const ofKind = branches.filter(
    (branch) => !branch.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  return ofKind.toSorted((a, b) => a.length - b.length)[0];
}

const kinds: Readonly<Record<string, string>> = {
  array: "a list",
  object: "an object",
  record: "an object",
  int: "a whole number",
  null: "null",
};

function expectedOf(issue: z.core.$ZodIssue): string {
  return issue.code === "invalid_type" ? aOr(issue.expected) : issue.message;
}

function aOr(kind: string): string {
  return kinds[kind] ?? `a ${kind}`;
}

/** The keys that an object schema has at a path, seen through optionals, defaults, unions and arrays. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: AnySchema | undefined = schema as unknown as AnySchema;
  for (const part of path) {
    const parts: (AnySchema | undefined)[] = branchesOf(current).map(({ shape, _zod: { def } }) =>
      typeof part === "number" ? def.element : (shape?.[String(part)] ?? def.valueType),
    );
    current = parts.find((one) => one !== undefined);
  }
  return branchesOf(current).flatMap(({ shape }) => Object.keys(shape ?? {}));
}

interface AnySchema {
  shape?: Record<string, AnySchema>;
  _zod: {
    def: { innerType?: AnySchema; element?: AnySchema; valueType?: AnySchema; in?: AnySchema; options?: AnySchema[] };
  };
}

/** What a schema comes to without its wrappers: itself, or the branches of a union. */
function branchesOf(schema: AnySchema | undefined): AnySchema[] {
  if (!schema) return [];
  const { innerType, in: input, options } = schema._zod.def;
  if (options) return options.flatMap(branchesOf);
  return innerType || input ? branchesOf(innerType ?? input) : [schema];
}
