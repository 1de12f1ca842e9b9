import type { FileYield, ParsingPass } from "../../airflow/profile.ts";

/** Seconds by which a pass may seem to have begun later than it has: its duration ends before it is written down. */
const MARGIN = 0.05;

/** What is known of one look. */
export interface Look {
  readonly yields: ReadonlyMap<string, FileYield>;
  /** What the dag processor printed after it had looked for files again; undefined where it has not yet. */
  readonly passes?: ReadonlyMap<string, ParsingPass>;
}

/** Decides for each file whether a pass over its present content has ended. */
export class ParseProof {
  private readonly since: number;
  private readonly before: ReadonlyMap<string, FileYield>;
  private readonly gone: ReadonlySet<string>;
  private readonly firstFailure = new Map<string, number>();

  /**
   * @param since when the files were there, in seconds since 1970
   * @param before what they gave until then
   * @param gone files that were removed
   */
  constructor(since: number, before: ReadonlyMap<string, FileYield>, gone: ReadonlySet<string>) {
    this.since = since;
    this.before = before;
    this.gone = gone;
  }

  holds(file: string, { yields, passes }: Look): boolean {
    const found = yields.get(file);
    if (this.gone.has(file)) return found === undefined;
    if (found?.began && found.began >= this.since + MARGIN) return true;
    if (found?.failedAt && this.failureHolds(file, found.failedAt)) return true;
    if (!passes) return false;
    const pass = passes.get(file);
    // Discovery passes over files that do not speak of Airflow and DAGs.
    return pass === undefined || (pass.began !== null && pass.began >= this.since);
  }

  /**
   * An error says when it was found and not when the pass began. If the file had none before, it is the new content's;
   * else a pass over the old content may have found it, and only the next one counts.
   */
  private failureHolds(file: string, at: number): boolean {
    if (at < this.since) return false;
    if (!this.before.get(file)?.failedAt) return true;
    const first = this.firstFailure.get(file) ?? at;
    this.firstFailure.set(file, first);
    return at > first;
  }
}
