import { describe, expect, it } from "vitest";
import { FrameReader } from "./frames.ts";

const frame = (stream: number, text: string) => {
  const head = Buffer.alloc(8);
  head[0] = stream;
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
};
const texts = (reader: FrameReader, chunk: Buffer) =>
  reader.read(chunk).map(({ error, content }) => `${error ? "err" : "out"} ${content}`);

describe("the engine's framing", () => {
  const bytes = Buffer.concat([frame(1, "로그\n"), frame(2, "oops"), frame(1, "")]);

  it("is taken apart", () => {
    expect(texts(new FrameReader(), bytes)).toEqual(["out 로그\n", "err oops", "out "]);
  });

  it("is taken apart however it is cut", () => {
    for (let size = 1; size < bytes.length; size++) {
      const reader = new FrameReader();
      const found: string[] = [];
      for (let at = 0; at < bytes.length; at += size) found.push(...texts(reader, bytes.subarray(at, at + size)));
      expect(found).toEqual(["out 로그\n", "err oops", "out "]);
    }
  });
});
