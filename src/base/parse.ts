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

function faultsOf(issue: z.core.$ZodIssue, schema: z.ZodType): string[] {
  const path = issue.path.map(String).join(".");
  if (issue.code !== "unrecognized_keys") return [`${path ? `${path}: ` : ""}${issue.message}`];
  const known = keysAt(schema, issue.path);
  return issue.keys.map((key) => `unknown option "${path ? `${path}.` : ""}${key}"${didYouMean(key, known)}`);
}

/** The keys that an object schema has at a path, seen through optionals, defaults and arrays. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current = schema as unknown as AnySchema | undefined;
  for (const part of [...path, undefined]) {
    current = unwrap(current);
    if (part === undefined) break;
    const { element, valueType } = current?._zod.def ?? {};
    current = typeof part === "number" ? element : (current?.shape?.[String(part)] ?? valueType);
  }
  return Object.keys(current?.shape ?? {});
}

interface AnySchema {
  shape?: Record<string, AnySchema>;
  _zod: {
    def: { innerType?: AnySchema; element?: AnySchema; valueType?: AnySchema; in?: AnySchema; options?: AnySchema[] };
  };
}

function unwrap(schema: AnySchema | undefined): AnySchema | undefined {
  let current = schema;
  while (current && !current.shape) {
    const { innerType, in: input, options } = current._zod.def;
    const next = innerType ?? input ?? options?.map((option) => unwrap(option)).find((option) => option?.shape);
    if (!next) return current;
    current = next;
  }
  return current;
}
