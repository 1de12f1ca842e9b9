/** A piece of what a container printed. */
export interface Frame {
  readonly error: boolean;
  readonly content: Buffer;
}

/** Takes the engine's framing of output apart, as it comes: 8 bytes of head (stream, length), then the text. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  /** The frames that are complete with this chunk. */
  read(chunk: Buffer): Frame[] {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const frames: Frame[] = [];
    let at = 0;
    while (at + 8 <= bytes.length) {
      const end = at + 8 + bytes.readUInt32BE(at + 4);
      if (end > bytes.length) break;
      frames.push({ error: bytes[at] === 2, content: bytes.subarray(at + 8, end) });
      at = end;
    }
    this.rest = bytes.subarray(at);
    return frames;
  }
}
