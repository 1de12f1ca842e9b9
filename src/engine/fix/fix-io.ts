/** Where a fix tells what it does, and how it is stopped between two steps. */
export interface FixIo {
  /** Takes text for people, with its line ends. */
  write(text: string): void;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}
