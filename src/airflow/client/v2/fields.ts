import { z } from "zod";

/** Text that may be null or left out. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);

/** A number that may be null or left out. */
export const number = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

/** Yes or no; no where it is null or left out. */
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** Anything under names; nothing where it is null or left out. */
export const record = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {});

/** A list of strings; an empty one where it is null or left out. */
export const strings = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
