import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { HarnessError, reasonOf } from "../../base/harness-error.ts";
import type { TraceDocument } from "./trace-events.ts";

/**
 * Looks, before anything is started, whether the file can be written.
 * @throws HarnessError `AT_USAGE` where it is a folder, or its folder is not there or not open to us
 */
export async function assertWritable(file: string): Promise<void> {
  const path = resolve(file);
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw refusal(path, "it is a folder");
  try {
    await access(there ? path : dirname(path), constants.W_OK);
  } catch (error) {
    throw refusal(path, reasonOf(error));
  }
}

/** Writes the trace of a start. */
export async function writeTrace(file: string, document: TraceDocument): Promise<void> {
  await writeFile(resolve(file), `${JSON.stringify(document)}\n`);
}

function refusal(path: string, observed: string): HarnessError {
  return new HarnessError("AT_USAGE", `the trace cannot be written to ${path}`, { observed });
}
