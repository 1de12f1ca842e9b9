import { z } from "zod";
import type { LoggedException, TaskLog, TaskLogEvent } from "../run-api.ts";
import { text } from "./fields.ts";

const frame = z.object({ filename: z.string(), lineno: z.number(), name: z.string() });

const exception = z.object({
  ...{ exc_type: z.string(), exc_value: z.string(), is_cause: z.boolean().nullish() },
  frames: z.array(frame).nullish(),
});

const event = z.looseObject({ event: z.string(), timestamp: text, level: text, logger: text });

/** Lines of an older kind are plain text. */
export const logAnswer = z.object({
  content: z.array(
    z.union([z.string().transform((line) => ({ event: line, timestamp: null, level: null, logger: null })), event]),
  ),
  continuation_token: text,
});

export type RawEvent = z.output<typeof logAnswer>["content"][number];

const header = { begin: "::group::Log message source details", end: "::endgroup::" };

/** Entries of a log as Airflow gives them, in our words; what it says about where it found them is kept apart. */
export function logOf(raw: readonly RawEvent[]): TaskLog {
  const events: TaskLogEvent[] = [];
  const sources: string[] = [];
  let inHeader = false;
  for (const one of raw) {
    if (one.event.startsWith(header.begin)) inHeader = true;
    else if (inHeader && one.event === header.end) inHeader = false;
    else if (inHeader) sources.push(one.event);
    else events.push(eventOf(one));
  }
  const lines = events.filter((one) => !isFold(one)).flatMap(({ text: whole }) => whole.split("\n"));
  return { events, lines, sources: [...new Set(sources)] };
}

/** Marks for a viewer to fold the log at. */
function isFold({ text: whole }: TaskLogEvent): boolean {
  return whole === header.end || whole.startsWith("::group::");
}

function eventOf({ event: message, timestamp: at, level, logger, ...rest }: RawEvent): TaskLogEvent {
  const { error_detail: detail, ...fields } = rest as Record<string, unknown>;
  const exceptions = z.array(exception).safeParse(detail);
  const logged = exceptions.success ? exceptionOf(exceptions.data) : null;
  return {
    at,
    level,
    logger,
    text: logged ? `${message}\n${logged.traceback}` : message,
    exception: logged,
    fields: logged || detail === undefined ? fields : rest,
  };
}

/** Exceptions, the outermost first, as Python prints them. */
function exceptionOf(exceptions: readonly z.output<typeof exception>[]): LoggedException | null {
  const [outermost] = exceptions;
  if (!outermost) return null;
  const traceback = exceptions
    .toReversed()
    .map((one, i) => {
      const places = (one.frames ?? []).map(
        ({ filename, lineno, name }) => `  File "${filename}", line ${lineno}, in ${name}`,
      );
      const head = places.length > 0 ? ["Traceback (most recent call last):", ...places] : [];
      const between = one.is_cause
        ? "The above exception was the direct cause of the following exception:"
        : "During handling of the above exception, another exception occurred:";
      return [...head, messageOf(one), ...(i < exceptions.length - 1 ? ["", between, ""] : [])].join("\n");
    })
    .join("\n");
  return { message: messageOf(outermost), traceback };
}

function messageOf({ exc_type: type, exc_value: value }: z.output<typeof exception>): string {
  return value ? `${type}: ${value}` : type;
}
