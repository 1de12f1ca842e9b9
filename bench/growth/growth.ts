import type { Tell } from "../job.ts";

/** What is written down at each size. */
export interface Figure {
  readonly title: string;
  /** The slope is given in thousandths of it. */
  readonly unit: "s" | "cores";
}

/** What was measured at one size, a value for each figure. */
export interface Point {
  readonly size: number;
  readonly values: readonly number[];
  /** What is to be known of the values, such as that a limit ended the measurement. */
  readonly note?: string;
}

/** Something that is measured over several sizes. */
export interface Growth {
  readonly name: string;
  readonly what: string;
  /** What a size counts, in the singular. */
  readonly of: string;
  readonly sizes: readonly number[];
  readonly figures: readonly Figure[];
  /** Measures the sizes, in their order. */
  measure(sizes: readonly number[], how: GrowthJob): Promise<Point[]>;
}

/** How a growth is watched and interrupted. */
export interface GrowthJob {
  readonly signal: AbortSignal;
  readonly tell: Tell;
}
