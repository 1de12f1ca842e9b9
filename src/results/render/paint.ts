import { styleText } from "node:util";

/** Colours a piece of text; plain when colours are off. */
export interface Paint {
  state(state: string | null, text: string): string;
  /** What is there to be found, not to be read first. */
  faint(text: string): string;
  strong(text: string): string;
}

type Style = Parameters<typeof styleText>[0];

const styles: Readonly<Record<string, Style>> = {
  success: "green",
  failed: "red",
  upstream_failed: "red",
  running: "cyan",
  restarting: "cyan",
  up_for_retry: "yellow",
  up_for_reschedule: "yellow",
};

/** The colours of a timeline, or none. */
export function paintFor(color: boolean): Paint {
  const apply = (style: Style, text: string) =>
    color && text !== "" ? styleText(style, text, { validateStream: false }) : text;
  return {
    state: (state, text) => apply(styles[state ?? ""] ?? "gray", text),
    faint: (text) => apply("dim", text),
    strong: (text) => apply("bold", text),
  };
}
