/** Why a command's signal was aborted: somebody wants us to end. */
export class Interrupt extends Error {
  override readonly name = "Interrupt";
  readonly exitCode: 130 | 143;

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`interrupted by ${signal}`);
    this.exitCode = signal === "SIGTERM" ? 143 : 130;
  }
}
