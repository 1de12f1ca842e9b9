import { styleText } from "node:util";
import type { BootEvent, StepOutline } from "../cluster/boot-graph.ts";

type State = "waiting" | "running" | "done" | "failed";

interface Row {
  readonly name: string;
  readonly needs: readonly string[];
  state: State;
  start: number;
  end: number;
  saw: string;
}

/** What a starting cluster looks like at a moment: the state that both displays are drawn from. */
export class BootState {
  private readonly rows: Row[];

  constructor(steps: readonly StepOutline[]) {
    this.rows = steps.map(({ name, needs }) => ({ name, needs, state: "waiting", start: 0, end: 0, saw: "" }));
  }

  /** Takes an event in. */
  apply(event: BootEvent): void {
    let row = this.rows.find(({ name }) => name === event.step);
    if (!row) {
      // Looking for a kept cluster comes before there is a list of steps.
      row = { name: event.step, needs: [], state: "waiting", start: 0, end: 0, saw: "" };
      this.rows.push(row);
    }
    if (event.type === "begin") Object.assign(row, { state: "running", start: event.at });
    if (event.type === "saw") row.saw = event.saw;
    if (event.type === "end") Object.assign(row, { state: "done", end: event.at, saw: "" });
    if (event.type === "fail") Object.assign(row, { state: "failed", end: event.at, saw: "" });
  }

  /** One line per step: state, name, time, and what it waits for. */
  lines(now: number, color: boolean): string[] {
    const width = Math.max(...this.rows.map(({ name }) => name.length));
    return this.rows.map((row) => {
      const paint = (format: Parameters<typeof styleText>[0], text: string) =>
        color ? styleText(format, text, { validateStream: false }) : text;
      const [mark, format] = marks[row.state];
      const time =
        row.state === "waiting" ? "" : `${((row.state === "running" ? now : row.end) - row.start).toFixed(1)} s`;
      const left = `${paint(format, mark)} ${row.name.padEnd(width)}  ${time.padStart(7)}`;
      return `${left}  ${paint("dim", this.note(row))}`.trimEnd();
    });
  }

  /** The running steps and what each last saw, for a line of text. */
  running(now: number): string {
    return this.rows
      .filter(({ state }) => state === "running")
      .map(({ name, saw, start }) => `${name} ${(now - start).toFixed(0)} s${saw ? ` (${saw})` : ""}`)
      .join(", ");
  }

  private note({ state, saw, needs }: Row): string {
    if (state !== "waiting") return saw;
    const open = needs.filter((need) => this.rows.some(({ name, state }) => name === need && state !== "done"));
    return open.length > 0 ? `after ${open.join(", ")}` : "";
  }
}

const marks = {
  waiting: ["·", "dim"],
  running: ["▸", "cyan"],
  done: ["✓", "green"],
  failed: ["✗", "red"],
} as const satisfies Record<State, readonly [string, Parameters<typeof styleText>[0]]>;
