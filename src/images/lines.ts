import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** Calls back with each line of a stream, without its line end; empty lines are left out. */
export function eachLine(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk: Buffer) => {
    const parts = (rest + decoder.write(chunk)).split(/\r\n|\n|\r/);
    rest = parts.pop() ?? "";
    for (const part of parts) if (part.trim()) onLine(part);
  });
  stream.on("end", () => {
    if (rest.trim()) onLine(rest);
  });
}
