/** Cells of a chart against seconds. */
export interface Scale {
  readonly cells: number;
  /** Seconds of the whole width. */
  readonly total: number;
}
