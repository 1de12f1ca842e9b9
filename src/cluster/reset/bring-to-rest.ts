import type pg from "pg";
import type { ActiveRun, ActiveTask, RunKey, TaskIds, TaskSignal } from "../../airflow/clean-state.ts";
import { drainQueues, lastingQueues } from "./drain-queues.ts";
import type { ResetSite } from "./reset-site.ts";
import type { Ties } from "./ties.ts";

/** Airflow itself ends the callbacks of a task after 20 seconds. */
const GRACE_MS = 30_000;
/** A supervisor that lost its task reports it within the pause between its looks; on a busy machine later. */
const REPORT_MS = 30_000;
/** Looks between halting a task and killing it; see {@link Rest.end}. The API server answers between two of them. */
const ANSWER_LOOKS = 3;

/** Brings runs to rest: in transactions of the metadata database, until one finds that they are. */
export class Rest {
  private readonly site: ResetSite;
  private readonly ties: Ties;
  private readonly only: readonly RunKey[] | undefined;
  private readonly found = new Map<string, ActiveRun>();
  private readonly since = new Map<string, number>();
  /** Tasks whose process is halted, and the looks since then. */
  private readonly halted = new Map<string, number>();
  private readonly killed = new Set<string>();
  private readonly taken: TaskIds[] = [];
  private lastLook: readonly string[] = [];

  /** @param only the runs; all of them where left out */
  constructor(site: ResetSite, ties: Ties, only?: readonly RunKey[]) {
    this.site = site;
    this.ties = ties;
    this.only = only;
  }

  /** Runs that were queued, running or had a task with a worker, as they were first seen. */
  get stopped(): ActiveRun[] {
    return [...this.found.values()];
  }

  /** What was still under way at the last look. */
  get saw(): readonly string[] {
    return this.lastLook;
  }

  /**
   * Ends what is under way. The scheduler leaves alone what belongs to a run that has ended, messages are taken back, and
   * the processes of tasks are killed: their supervisors then report them to Airflow in the usual way. No other way of
   * ending them was found that leaves no errors in the logs.
   * @returns whether nothing is under way any more; otherwise the transaction is to be committed and another one begun
   */
  async reached(client: pg.Client): Promise<boolean> {
    const { cleanState } = this.site.profile;
    const { rows: runs } = await client.query<ActiveRun>(cleanState.activeRuns(this.only));
    const { rows: tasks } = await client.query<ActiveTask>(cleanState.activeTasks(this.only));
    for (const run of runs) if (!this.found.has(keyOf(run))) this.found.set(keyOf(run), run);
    if (runs.length > 0) await client.query(cleanState.halt(this.only));
    const ids = tasks.map(({ taskInstanceId }) => taskInstanceId);
    const living = ids.length > 0 ? await this.onWorkers(cleanState.livingTasks(ids)) : new Set<string>();
    const open = tasks.filter((task) => !task.ended || this.killed.has(task.taskInstanceId));
    const late = tasks.filter((task) => !open.includes(task) && living.has(task.taskInstanceId));
    const overdue = late.filter((task) => this.lasts(task, true) > GRACE_MS);
    await this.letGo([...open, ...overdue]);
    this.lastLook = [
      ...runs.map(({ dagId, runId, state }) => `${dagId} ${runId}: ${state}`),
      ...[...open, ...late].map((task) => `${task.name}: ${task.state}, ${this.fateOf(task, living)}`),
    ];
    if (open.length + late.length === 0) return runs.length === 0;
    await this.takeBack(open);
    await this.end([...open, ...overdue]);
    const lost = open.filter((task) => this.lasts(task, !living.has(task.taskInstanceId)) > REPORT_MS);
    // Supervisors report the end of their tasks, except of those that may be tried again. As long as one is there it may
    // tell that its task lives, and would find an error in the answer that the task has ended.
    const silent = open.filter((task) => task.left && !task.ended && this.killed.has(task.taskInstanceId));
    const dead = silent.map(({ taskInstanceId }) => ({ celeryId: null, taskInstanceId }));
    // What was taken back in a transaction that was undone is settled in the next one.
    await client.query(cleanState.settle([...this.taken, ...dead, ...lost]));
    for (const { taskInstanceId } of lost) this.killed.delete(taskInstanceId);
    return false;
  }

  /**
   * Lets halted tasks go on: those that have ended for Airflow meanwhile, and by default all, because they are not to be
   * stopped after all.
   */
  async letGo(except: readonly TaskIds[] = []): Promise<void> {
    const spared = new Set(except.map(({ taskInstanceId }) => taskInstanceId));
    const ids = [...this.halted.keys()].filter((id) => !spared.has(id));
    for (const id of ids) this.halted.delete(id);
    await this.signal("resume", ids);
  }

  private fateOf({ taskInstanceId, ended }: ActiveTask, living: ReadonlySet<string>): string {
    if (this.killed.has(taskInstanceId)) return "its process was killed, and its worker is not through with it";
    if (this.halted.has(taskInstanceId)) return "its process is halted, to be killed";
    if (!living.has(taskInstanceId)) return "it has no process yet, or none any more";
    return ended ? "its process may still run callbacks" : "its process goes on";
  }

  private async takeBack(tasks: readonly ActiveTask[]): Promise<void> {
    if (tasks.length === 0) return;
    const queues = await lastingQueues(this.site.rabbitmq);
    const ids = new Set(tasks.flatMap(({ celeryId, taskInstanceId }) => [celeryId ?? [], taskInstanceId].flat()));
    const mine = ({ celeryId, taskInstanceId }: TaskIds) => ids.has(celeryId ?? "") || ids.has(taskInstanceId ?? "");
    const { cleanState } = this.site.profile;
    this.taken.push(...(await this.ties.broker.use((channel) => drainQueues(channel, queues, cleanState, mine))));
  }

  /**
   * Halts tasks, and kills them some looks later: one that is halted asks its supervisor for nothing more, and what it
   * had asked for is answered meanwhile. An answer to a task that is gone would be an error in the worker's log.
   */
  private async end(tasks: readonly ActiveTask[]): Promise<void> {
    const ids = tasks.map(({ taskInstanceId }) => taskInstanceId).filter((id) => !this.killed.has(id));
    const ripe = ids.filter((id) => (this.halted.get(id) ?? 0) >= ANSWER_LOOKS);
    for (const [id, looks] of this.halted) this.halted.set(id, looks + 1);
    const fresh = ids.filter((id) => !this.halted.has(id));
    // The others have no process yet.
    for (const id of await this.signal("halt", fresh)) this.halted.set(id, 1);
    for (const id of await this.signal("kill", ripe)) this.killed.add(id);
    for (const id of ripe) this.halted.delete(id);
  }

  /** Gives the tasks that have a process. */
  private async signal(signal: TaskSignal, ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    return this.onWorkers(this.site.profile.cleanState.signalTasks(signal, ids));
  }

  /** Runs a command in all workers that prints ids of tasks. */
  private async onWorkers(command: string): Promise<Set<string>> {
    return new Set((await this.ties.on("worker", command)).flatMap((printed) => printed.split("\n")).filter(Boolean));
  }

  /** Milliseconds for which a condition has held for a task. */
  private lasts({ taskInstanceId }: ActiveTask, condition: boolean): number {
    const now = performance.now();
    const first = (condition && this.since.get(taskInstanceId)) || now;
    this.since.set(taskInstanceId, first);
    return now - first;
  }
}

function keyOf({ dagId, runId }: RunKey): string {
  return JSON.stringify([dagId, runId]);
}
