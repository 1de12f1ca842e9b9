/** Something that occupied a worker for a while; `from <= to`. */
export interface Occupation {
  readonly from: number;
  readonly to: number;
  readonly worker: string;
  readonly pid: number | null;
}

/** How much ran from this moment until the next one. */
export interface Level {
  /** From when on. */
  readonly at: number;
  /** How many attempts ran. */
  readonly running: number;
  /** How many different workers and processes. */
  readonly workers: number;
  /** How many different processes. */
  readonly processes: number;
}

/** Names a process across workers. */
export function processName({ worker, pid }: { readonly worker: string; readonly pid: number | null }): string {
  return `${worker}:${pid ?? "?"}`;
}

/**
 * What ran at once, moment by moment. An end and a start at the same moment do not overlap; something without length
 * is counted at its moment.
 */
export function sweep(occupations: readonly Occupation[]): Level[] {
  const events = occupations.flatMap((of) => [
    { at: of.from, order: 1, change: 1, of },
    { at: of.to, order: of.from === of.to ? 2 : 0, change: -1, of },
  ]);
  events.sort((a, b) => a.at - b.at || a.order - b.order);
  const workers = new Tally();
  const processes = new Tally();
  const levels: Level[] = [];
  let running = 0;
  events.forEach(({ at, order, change, of }, i) => {
    running += change;
    workers.add(of.worker, change);
    processes.add(processName(of), change);
    const next = events[i + 1];
    const settled = next === undefined || next.at !== at || (next.order === 2 && order !== 2);
    if (settled) levels.push({ at, running, workers: workers.size, processes: processes.size });
  });
  return levels;
}

/** The highest level: most at once, then on most workers, then in most processes, then the earliest. */
export function peak(levels: readonly Level[]): Level | undefined {
  let best: Level | undefined;
  for (const level of levels) if (level.running > 0 && (!best || higher(level, best))) best = level;
  return best;
}

function higher(a: Level, b: Level): boolean {
  return (a.running - b.running || a.workers - b.workers || a.processes - b.processes) > 0;
}

/** Whether something runs at a moment, by the rules of {@link sweep}. */
export function runsAt({ from, to }: Occupation, at: number): boolean {
  return from === to ? from === at : from <= at && at < to;
}

class Tally {
  private readonly counts = new Map<string, number>();

  get size(): number {
    return this.counts.size;
  }

  add(name: string, change: number): void {
    const count = (this.counts.get(name) ?? 0) + change;
    if (count > 0) this.counts.set(name, count);
    else this.counts.delete(name);
  }
}
