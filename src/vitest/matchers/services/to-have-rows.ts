import { z } from "zod";
import { counted } from "../../../results/judge/words.ts";
import { shorten } from "../../../results/render/text.ts";
import type { Call } from "../call.ts";
import type { Queryable } from "../live.ts";
import { liveMatcher, type Seen } from "../live-matcher.ts";
import { receivedDatabase } from "../received.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { columnsOf, noTable, quoted, rowsOf } from "./table.ts";

type Row = Readonly<Record<string, unknown>>;

export interface ToHaveRows {
  /**
   * The table has so many rows, or exactly these rows in any order. Of a row only the columns that it names are
   * compared, with the values that `pg` gives: a Date for a timestamp, a string for a bigint or numeric. Values may be
   * asymmetric matchers, such as `expect.any(Date)`.
   *
   * @param table as it stands in the database; `schema.table` for one outside the search path
   * @example
   * await expect(airflow.postgres).toHaveRows("logging", 300);
   * await expect(airflow.postgres).toHaveRows("logging", [{ id: 1, level: "info" }, { id: 2, level: "info" }]);
   */
  toHaveRows(table: string, rows: number | readonly Row[], options?: Waiting): Promise<void>;
}

const schema = z.strictObject({ within });
const expectedRows = z.union([z.int().min(0), z.array(z.record(z.string(), z.unknown()))], {
  error: "expected a number of rows, or a list of rows",
});
const most = { read: 10_000, shown: 8, width: 200 } as const;

export const toHaveRows = liveMatcher<Queryable, Parameters<ToHaveRows["toHaveRows"]>>(
  "toHaveRows",
  receivedDatabase,
  (call, table, rows, options = {}) => {
    checked(call.name, z.string(), table);
    const wanted = checked(call.name, expectedRows, rows);
    return {
      ...checked(call.name, schema, options),
      judge: async (database) => {
        const columns = await columnsOf(database, table);
        if (!columns) return { ok: false, moot: true, message: await noTable(database, table) };
        const sql = `from ${quoted(table)}`;
        const [first] = await rowsOf<{ count: string }>(database, `select count(*)::text as count ${sql}`);
        const count = Number(first?.count);
        const has = `${table} has ${counted(count, "row")}`;
        if (typeof wanted === "number") return { ok: count === wanted, message: `${has}${but(count, wanted)}` };
        const unknown = Object.keys(Object.assign({}, ...wanted)).find(
          (key) => !columns.some(({ name }) => name === key),
        );
        if (unknown !== undefined) {
          const names = columns.map(({ name }) => name).join(", ");
          return { ok: false, moot: true, message: `${table} has no column ${unknown}; its columns: ${names}` };
        }
        const limit = Math.max(most.read, wanted.length);
        const actual = await rowsOf<Row>(database, `select * ${sql} limit ${limit}`);
        return compared(call, `${has}${but(count, wanted.length)}`, wanted, actual);
      },
    };
  },
);

function but(count: number, wanted: number): string {
  return count === wanted ? "" : `, not ${wanted}`;
}

/** Each expected row takes one row away; what is left on either side differs. */
function compared({ equals, show }: Call, has: string, wanted: readonly Row[], actual: readonly Row[]): Seen {
  const left = [...actual];
  const missing = wanted.filter((row) => {
    const at = left.findIndex((one) => Object.entries(row).every(([key, value]) => equals(one[key], value)));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (missing.length === 0 && left.length === 0) return { ok: true, message: `${has}, as expected` };
  const keys = [...new Set(wanted.flatMap((row) => Object.keys(row)))];
  const short = (row: Row) =>
    Object.fromEntries((keys.length > 0 ? keys : Object.keys(row)).map((key) => [key, row[key]]));
  const lines = (sign: string, rows: readonly Row[]) => [
    ...rows.slice(0, most.shown).map((row) => `  ${sign} ${shorten(show(row, true), most.width, "…")}`),
    ...(rows.length > most.shown ? [`  ${sign} and ${rows.length - most.shown} more`] : []),
  ];
  const title = `${has}; missing (-) ${missing.length}, unexpected (+) ${left.length}`;
  return { ok: false, message: [title, ...lines("-", missing), ...lines("+", left.map(short))].join("\n") };
}
