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

/** A line for each column that has another type. */
async function otherTypes(
  database: Queryable,
  found: readonly Column[],
  wanted: Readonly<Record<string, string>>,
): Promise<string[]> {
  const lines: string[] = [];
  for (const column of found) {
    const want = wanted[column.name];
    if (want === undefined || (await isType(database, column, want))) continue;
    lines.push(`  ${column.name}  is ${column.type}, not ${want}`);
  }
  return lines;
}

/** PostgreSQL itself knows its other names for a type: `int` for `integer`. */
async function isType(database: Queryable, { type, base }: Column, wanted: string): Promise<boolean> {
  const [name, limits = ""] = wanted.toLowerCase().split(/(\(.*\))/);
  if (wanted.toLowerCase() === type || wanted.toLowerCase() === base) return true;
  // What is no type at all may be no SQL either.
  const known = await rowsOf<{ base: string | null }>(database, "select format_type(to_regtype($1), null) as base", [
    name,
  ]).catch(() => []);
  return known[0]?.base === base && (limits === "" || `${base}${limits}` === type);
}
