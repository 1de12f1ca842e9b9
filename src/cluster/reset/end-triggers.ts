import type pg from "pg";
import type { ActiveTrigger, RunKey } from "../../airflow/clean-state.ts";
import type { ResetSite } from "./reset-site.ts";
import type { Ties } from "./ties.ts";

/** A triggerer begins with what it has taken within two seconds; one that is busy later, one that is unwell never. */
const START_MS = 15_000;

/**
 * Ends the triggers for which tasks wait, and waits until no triggerer runs one any more. One that a triggerer has taken
 * and not begun yet cannot be called back: it would begin after the reset. So it may begin first.
 */
export class TriggerRest {
  private readonly site: ResetSite;
  private readonly ties: Ties;
  private readonly only: readonly RunKey[] | undefined;
  private readonly begun = performance.now();
  private lastLook: readonly string[] = [];

  /** @param only the runs; all of them where left out */
  constructor(site: ResetSite, ties: Ties, only?: readonly RunKey[]) {
    this.site = site;
    this.ties = ties;
    this.only = only;
  }

  /** What was still under way at the last look. */
  get saw(): readonly string[] {
    return this.lastLook;
  }

  /** @returns whether there is none any more; otherwise the transaction is to be committed and another one begun */
  async reached(client: pg.Client): Promise<boolean> {
    const { cleanState, paths } = this.site.profile;
    const { rows } = await client.query<ActiveTrigger>(cleanState.activeTriggers(paths.logs, this.only));
    const printed = await this.ties.on("triggerer", cleanState.runningTriggers(paths.logs, this.only));
    const running = new Set(printed.flatMap((lines) => lines.split("\n")).filter(Boolean));
    const hopeless = printed.length === 0 || performance.now() - this.begun > START_MS;
    const ready = rows.filter(({ taken, log }) => taken && (hopeless || running.has(log)));
    this.lastLook = [
      ...rows.map(({ name, taken }) => `${name}: waits for a trigger${taken ? "" : " that nobody has taken"}`),
      ...[...running].map((log) => `a trigger runs and writes ${log}`),
    ];
    if (rows.length === 0) return running.size === 0;
    await client.query(
      cleanState.endTriggers(
        ready.map(({ id }) => id),
        this.only,
      ),
    );
    return false;
  }
}
