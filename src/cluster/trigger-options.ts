import { types } from "node:util";
import { z } from "zod";
import { notJson } from "../base/not-json.ts";

/** A moment: a `Date`, or ISO 8601 with an offset such as `2026-05-01T00:00:00Z`. */
export type Moment = Date | string;

/** The engine's host may have a clock of its own. */
const clockSlackMs = 60_000;

const iso = z.iso.datetime({ offset: true });

const moment = z.unknown().transform((value, context): string => {
  const text = types.isDate(value) && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
  if (typeof text === "string" && iso.safeParse(text).success) return text;
  const got = typeof value === "string" ? JSON.stringify(value) : String(value);
  context.addIssue(`must be a Date or ISO 8601 with an offset, such as 2026-05-01T00:00:00Z, not ${got}`);
  return z.NEVER;
});

const pastMoment = moment.refine((text) => Date.parse(text) <= Date.now() + clockSlackMs, {
  error: "lies in the future, and Airflow runs no task before it",
});

const conf = z.unknown().transform((value, context): Readonly<Record<string, unknown>> => {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const fault = isObject ? notJson(value, "conf") : "conf is no object";
  if (fault === undefined) return value as Readonly<Record<string, unknown>>;
  context.addIssue(`must be an object of plain JSON, but ${fault}`);
  return z.NEVER;
});

const ms = z.number().nonnegative();
const signal = z.custom<AbortSignal>(
  (value) => typeof value === "object" && value !== null && "aborted" in value,
  "must be an AbortSignal",
);
const onState = z.custom<(state: string) => void>((value) => typeof value === "function", "must be a function");

const beforeRun = { parsedWithin: ms.optional(), signal: signal.optional() };
const snapshot = { xcoms: z.boolean().optional(), logs: z.boolean().optional() };
const wait = { within: ms.optional(), signal: signal.optional(), onState: onState.optional(), ...snapshot };
const trigger = {
  conf: conf.optional(),
  logicalDate: pastMoment.optional(),
  runId: z.string().min(1).optional(),
  note: z.string().optional(),
  ...beforeRun,
};

export const triggerOptions = z.strictObject(trigger);
export const runOptions = z.strictObject({ ...trigger, ...wait });
export const runWait = z.strictObject(wait);

export const backfillOptions = z
  .strictObject({
    from: moment,
    to: moment,
    conf: conf.optional(),
    maxActiveRuns: z.int().min(1).optional(),
    reprocess: z.enum(["none", "failed", "completed"]).optional(),
    backwards: z.boolean().optional(),
    ...beforeRun,
  })
  .refine(({ from, to }) => Date.parse(from) <= Date.parse(to), { path: ["to"], error: "lies before from" });
