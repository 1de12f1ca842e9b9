import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, expect } from "vitest";
import { type Reporter, startVitest, type TestModule } from "vitest/node";
import { packageRoot } from "../../base/package-root.ts";

/** What vitest made of a test: its errors as it tells them to reporters. */
interface InlineResult {
  readonly state: string;
  readonly errors: readonly { readonly name: string; readonly message: string; readonly line: string | undefined }[];
}

/** What a run of vitest on test files leaves. */
interface InlineRun {
  readonly results: ReadonlyMap<string, InlineResult>;
  /** What it printed, without colours. */
  readonly printed: string;
}

/** Runs vitest for real on a test file in a temporary folder of the package, with the default reporter and these. */
export async function runInline(source: string, ...reporters: readonly Reporter[]): Promise<InlineRun> {
  const parent = join(packageRoot(), ".vitest");
  mkdirSync(parent, { recursive: true });
  const root = mkdtempSync(join(parent, "inline-"));
  const file = join(root, "inline.test.ts");
  writeFileSync(file, source);
  const results = new Map<string, InlineResult>();
  let printed = "";
  const output = new Writable({
    write(chunk, _, done) {
      printed += chunk;
      done();
    },
  });
  const exitCode = process.exitCode;
  try {
    const collect = { onTestModuleEnd: (module: TestModule) => collectFrom(module, source, results) };
    const options = {
      root,
      config: false as const,
      watch: false,
      include: ["*.test.ts"],
      reporters: ["default", collect, ...reporters],
    };
    const vitest = await startVitest([], { ...options, maxWorkers: 1 }, {}, { stdout: output, stderr: output });
    await vitest.close();
  } finally {
    // A failed run sets it; here a failed run is what is looked at.
    process.exitCode = exitCode;
    rmSync(root, { recursive: true, force: true });
  }
  return { results, printed: stripVTControlCharacters(printed) };
}

function collectFrom(module: TestModule, source: string, results: Map<string, InlineResult>): void {
  const lines = source.split("\n");
  for (const test of module.children.allTests()) {
    const { state, errors = [] } = test.result();
    results.set(test.name, {
      state,
      errors: errors.map(({ name = "", message, stacks }) => ({
        name,
        message: stripVTControlCharacters(message),
        line: lines[(stacks?.[0]?.line ?? 0) - 1]?.trim(),
      })),
    });
  }
}

/** Statements that a vitest of their own runs. */
export interface InlineTests {
  /** Gives what vitest said of the statement, as a test of its own; `context` is that of the test. */
  run(statement: string, options?: { timeout?: number }): () => InlineResult;
  /** Gives what vitest said of a test of the preamble. */
  named(name: string): InlineResult;
  /** Gives the message of the one error with which the last line of the statement fails. */
  says(statement: string): () => string | undefined;
  /** A test: the statement holds. */
  holds(statement: string): () => void;
}

/** Collects statements; before the first test of the file they are run, each as a test. */
export function inlineTests(preamble: string): InlineTests {
  const tests: string[] = [];
  let inline: InlineRun | undefined;
  beforeAll(async () => {
    inline = await runInline([preamble, ...tests].join("\n"));
  }, 120_000);
  const named = (name: string) => {
    const result = inline?.results.get(name);
    if (!result) throw new Error(`vitest did not run ${name}:\n\n${inline?.printed}`);
    return result;
  };
  const run: InlineTests["run"] = (statement, options = {}) => {
    const name = `test ${tests.length + 1}`;
    tests.push(`test(${JSON.stringify(name)}, ${JSON.stringify(options)}, async (context) => {\n${statement}\n});`);
    return () => named(name);
  };
  return {
    run,
    named,
    says(statement) {
      const result = run(statement);
      return () => {
        expect(result()).toMatchObject({ state: "failed", errors: [{ line: statement.split("\n").at(-1) }] });
        return result().errors[0]?.message;
      };
    },
    holds(statement) {
      const result = run(statement);
      return () => expect(result()).toEqual({ state: "passed", errors: [] });
    },
  };
}
