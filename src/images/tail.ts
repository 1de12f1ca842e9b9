/** The last lines of an output. */
export class Tail {
  private readonly limit: number;
  private readonly lines: string[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  add(line: string): void {
    this.lines.push(line);
    if (this.lines.length > this.limit) this.lines.shift();
  }

  /** The lines, or undefined where there was none. */
  text(): string | undefined {
    return this.lines.length > 0 ? this.lines.join("\n") : undefined;
  }
}
