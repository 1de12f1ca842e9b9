import { z } from "zod";

const fault = z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() });
const trouble = z.object({ reason: z.string().optional(), message: z.string().optional() });
const refusal = z.object({ detail: z.union([z.string(), z.array(fault), trouble]) });

/**
 * What Airflow says against a request, in words; null where it says nothing. The values that it repeats are left out:
 * they may be passwords.
 */
export function complaintOf(answer: unknown): string | null {
  const parsed = refusal.safeParse(answer);
  if (!parsed.success) return null;
  const { detail } = parsed.data;
  if (typeof detail === "string") return detail.replace(/ \[type=.*$/gm, "").trim();
  if (Array.isArray(detail)) return detail.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`).join("\n");
  return detail.reason ?? detail.message ?? null;
}
