import type { KeptAccount } from "../../cluster/kept/kept-accounts.ts";
import { inWords } from "../../cluster/kept/sweep-kept.ts";
import type { Removed } from "../../engine/remove-all.ts";

/** `7 containers, 1 network, 2 volumes`. */
export function removedWords({ containers, networks, volumes }: Removed): string {
  const parts = [
    [containers, "container"],
    [networks, "network"],
    [volumes, "volume"],
  ] as const;
  const words = parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}${count === 1 ? "" : "s"}`);
  return words.join(", ") || "nothing was there any more";
}

/** What `status` says of a kept cluster. */
export function accountLines(account: KeptAccount, now: number = Date.now()): string[] {
  const ago = (moment: string) => `${inWords((now - Date.parse(moment)) / 1000)} ago`;
  const { id, name, health, reason, project, dags, url, since, lastUsed, idle } = account;
  const rows: [string, string | undefined][] = [
    ["health", reason ? `${health}: ${reason}` : health],
    ["Airflow", url],
    ["project", project],
    ["DAGs", dags],
    ["started", since && ago(since)],
    ["used", `${ago(lastUsed)}${idle === undefined ? "" : `; removed after ${inWords(idle)} without use`}`],
  ];
  const known = rows.filter((row): row is [string, string] => row[1] !== undefined);
  return [id ? `airflow-${id}` : name, ...known.map(([label, text]) => `  ${label.padEnd(8)}  ${text}`)];
}
