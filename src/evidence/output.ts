/** Where text goes. */
export interface Output {
  write(text: string): unknown;
  /** True on a terminal. */
  readonly isTTY?: boolean;
  readonly columns?: number;
}
