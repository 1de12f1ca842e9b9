import { z } from "zod";
import { listed } from "../../../results/judge/words.ts";
import { compareNames } from "../compare-names.ts";
import type { Queryable } from "../live.ts";
import { liveMatcher } from "../live-matcher.ts";
import { receivedDatabase } from "../received.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { type Column, columnsOf, noTable, rowsOf } from "./table.ts";

/** Names of columns, or their types by name, as SQL takes them: `{ id: "int", at: "timestamptz" }`. */
type Columns = readonly string[] | Readonly<Record<string, string>>;

export interface ToHaveTable {
  /**
   * The database has the table, with exactly these columns in any order where they are named.
   *
   * @param name as it stands in the database, so mostly in lower case; `schema.table` for one outside the search path
   * @param options `columns`: names, or types by name; `others`: whether there may be more columns (default false)
   * @example
   * await expect(airflow.postgres).toHaveTable("logging", { columns: ["time", "level", "id"] });
   * await expect(pool).toHaveTable("logging", { columns: { id: "int", level: "varchar(10)" }, others: true });
   */
  toHaveTable(name: string, options?: { columns?: Columns; others?: boolean } & Waiting): Promise<void>;
}

const columns = z.union([z.array(z.string()), z.record(z.string(), z.string())], {
  error: "expected a list of names, or types by name",
});
const schema = z.strictObject({ columns: columns.optional(), others: z.boolean().optional(), within });

export const toHaveTable = liveMatcher<Queryable, Parameters<ToHaveTable["toHaveTable"]>>(
  "toHaveTable",
  receivedDatabase,
  ({ name }, table, options = {}) => {
    checked(name, z.string(), table);
    const { columns: wanted, others = false, within } = checked(name, schema, options);
    return {
      within,
      judge: async (database) => {
        const found = await columnsOf(database, table);
        if (!found) return { ok: false, message: await noTable(database, table) };
        const names = found.map(({ name }) => name);
        const lines = wanted ? compareNames(Array.isArray(wanted) ? wanted : Object.keys(wanted), names, others) : [];
        if (wanted && !Array.isArray(wanted)) lines.push(...(await otherTypes(database, found, wanted)));
        if (lines.length === 0) return { ok: true, message: `there is a table ${table} (${listed(names)})` };
        return { ok: false, message: [`the table ${table} has other columns than expected`, ...lines].join("\n") };
      },
    };
  },
);

/** A line for each column that has another type; PostgreSQL itself says what a type is called. */
async function otherTypes(
  database: Queryable,
  found: readonly Column[],
  wanted: Readonly<Record<string, string>>,
): Promise<string[]> {
  const sql = "select wanted, format_type(to_regtype(wanted), null) as base from unnest($1::text[]) as wanted";
  const answer = await rowsOf<{ wanted: string; base: string | null }>(database, sql, [Object.values(wanted)]);
  const bases = new Map(answer.map(({ wanted, base }) => [wanted, base]));
  return found.flatMap(({ name, type, base }) => {
    const want = wanted[name];
    if (want === undefined) return [];
    const full = `${bases.get(want) ?? want}${/\(.*\)/.exec(want)?.[0] ?? ""}`;
    return full === type || full === base || want.toLowerCase() === type ? [] : `  ${name}  is ${type}, not ${want}`;
  });
}
