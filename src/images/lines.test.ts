import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { describe, expect, it } from "vitest";
import { eachLine } from "./lines.ts";
import { Tail } from "./tail.ts";

const linesOf = async (...chunks: (string | Buffer)[]) => {
  const lines: string[] = [];
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  eachLine(stream, (line) => lines.push(line));
  await finished(stream);
  return lines;
};

describe("lines of a stream", () => {
  it("should not depend on how they arrive", async () => {
    expect(await linesOf("one\ntw", "o\r\n\n", "three\rfour")).toEqual(["one", "two", "three", "four"]);
  });

  it("should keep a character together that arrives in parts", async () => {
    const bytes = Buffer.from("로그\n");
    expect(await linesOf(bytes.subarray(0, 2), bytes.subarray(2))).toEqual(["로그"]);
  });
});

describe("the tail of an output", () => {
  it("should be its last lines, or nothing", () => {
    const tail = new Tail(2);
    expect(tail.text()).toBeUndefined();
    for (const line of ["a", "b", "c"]) tail.add(line);
    expect(tail.text()).toBe("b\nc");
  });
});
