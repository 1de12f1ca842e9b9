import { expect, it } from "vitest";
import { allPages } from "./all-pages.ts";

/** A server with so many entries that gives at most so many at once. */
function server(entries: number, most: number, countsThem = true) {
  const asked: [limit: number, offset: number][] = [];
  const all = Array.from({ length: entries }, (_, i) => i);
  const read = async (limit: number, offset: number) => {
    asked.push([limit, offset]);
    return { items: all.slice(offset, offset + Math.min(limit, most)), total: countsThem ? entries : null };
  };
  return { all, asked, read };
}

it.each([0, 1, 100, 101, 250, 1_000])("reads all of %d entries in order", async (entries) => {
  const { all, read } = server(entries, 100);
  expect(await allPages(read)).toEqual(all);
});

it("takes a server at its word that gives fewer than asked for", async () => {
  const { all, asked, read } = server(25, 10);
  expect(await allPages(read)).toEqual(all);
  expect(asked).toEqual([
    [100, 0],
    [10, 10],
    [10, 20],
  ]);
});

it.each([0, 99, 100, 101, 250])(
  "reads on until there is nothing where the server does not count %d",
  async (entries) => {
    const { all, read } = server(entries, 100, false);
    expect(await allPages(read)).toEqual(all);
  },
);
