import { inBatches } from "./in-batches.ts";

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** How many there are in all; null where the server does not say. */
  readonly total: number | null;
}

/** Airflow's default for `[api] maximum_page_limit`. */
const pageSize = 100;
const atOnce = 4;

/**
 * Reads a list that the server gives in pages, later pages at the same time. A server that gives fewer than asked for
 * is taken at its word.
 */
export async function allPages<T>(read: (limit: number, offset: number) => Promise<Page<T>>): Promise<T[]> {
  const first = await read(pageSize, 0);
  const size = first.items.length;
  if (size === 0) return [];
  if (first.total === null) return [...first.items, ...(size < pageSize ? [] : await onwards(read, size))];
  const offsets = Array.from({ length: Math.ceil(first.total / size) - 1 }, (_, i) => (i + 1) * size);
  const rest = await inBatches(offsets, atOnce, (offset) => read(size, offset));
  return [first, ...rest].flatMap(({ items }) => items);
}

async function onwards<T>(read: (limit: number, offset: number) => Promise<Page<T>>, from: number): Promise<T[]> {
  const { items } = await read(pageSize, from);
  return items.length === 0 ? [] : [...items, ...(await onwards(read, from + items.length))];
}
