import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { OptionTypes } from "./option-types.ts";

const source = `
/** A worker. */
export interface Worker {
  /** Its slots. @default 2 */
  slots?: number;
}
interface Redis {
  /** The image. */
  image: string;
}
type Optional<T> = { [K in keyof T]?: T[K] };
const shape = {
  /** What counts. */
  pattern: /./,
  /** Some or one. */
  workers: undefined as unknown as Worker | Worker[],
  /** On or off, or more. @default false */
  redis: undefined as unknown as boolean | Redis,
  /** By name. */
  pools: undefined as unknown as Record<string, number | Worker>,
};
export type Options = Optional<typeof shape>;
export interface More extends Options {
  /** The same again. */
  before: Options;
  /** Called. */
  hook(text: string): void;
}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "options-"));
  writeFileSync(join(folder, "options.ts"), source);
  const compilerOptions = { strict: true, target: "es2022", module: "nodenext", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
});
afterAll(() => rmSync(folder, { recursive: true }));

it("options are read from written and inferred types, with what their comments say", () => {
  const [options, more] = ["Options", "More"].map((type) => ({ file: "options.ts", type })) as [never, never];
  const types = new OptionTypes(folder, [options, more]);
  const slots = { name: "slots", required: false, meaning: "Its slots.", standard: "2", types: [text("number")] };
  const worker = { kind: "object", options: [slots] };
  const image = { name: "image", required: true, meaning: "The image.", types: [text("string")] };
  expect(types.optionsOf(options)).toEqual([
    { name: "pattern", required: false, meaning: "What counts.", types: [text("RegExp")] },
    { name: "workers", required: false, meaning: "Some or one.", types: [worker, { kind: "list", of: [worker] }] },
    {
      ...{ name: "redis", required: false, meaning: "On or off, or more.", standard: "false" },
      types: [text("boolean"), { kind: "object", options: [image] }],
    },
    {
      ...{ name: "pools", required: false, meaning: "By name." },
      types: [{ kind: "record", of: [text("number"), worker] }],
    },
  ]);
  expect(types.optionsOf(more).map(({ name, types }) => [name, types])).toEqual([
    ["before", [{ kind: "named", text: "Options" }]],
    ["hook", [text("(text: string) => void")]],
  ]);
});

it("a type that is not exported is an error", () => {
  expect(() => new OptionTypes(folder, [{ file: "options.ts", type: "Optional" }])).toThrow(
    "options.ts exports no type Optional",
  );
});

function text(words: string) {
  return { kind: "text", text: words };
}
