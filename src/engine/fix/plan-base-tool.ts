import type { FixFacts } from "./facts.ts";
import { type FixStep, installCommand, updateCommand } from "./plan-fix.ts";

/** Makes a Debian image out of packages, for engines that can pull none. */
export const BASE_TOOL = "mmdebstrap";

/** The facts that decide about {@link BASE_TOOL}. */
export type BaseToolFacts = Pick<FixFacts, "forbidden" | "platform" | "root" | "debianLike" | "packageLists">;

/** What is done about {@link BASE_TOOL}. */
export type BaseToolPlan =
  | { readonly kind: "nothing" }
  | { readonly kind: "refuse"; readonly reason: string }
  | { readonly kind: "steps"; readonly steps: readonly FixStep[] };

/**
 * Decides whether the tool is installed with which a base image is made. Where it may not be, that is no failure: the
 * build says what it lacks.
 * @param needed images are missing, no Debian image is there or can be pulled, and the tool is not installed
 */
export function planBaseTool(facts: BaseToolFacts, needed: boolean): BaseToolPlan {
  if (!needed) return { kind: "nothing" };
  const without = `images must be built, and that needs ${BASE_TOOL}`;
  if (facts.forbidden)
    return { kind: "refuse", reason: `${without}, which AIRFLOW_TESTCONTAINERS_NO_FIX=1 forbids to install` };
  if (facts.platform !== "linux" || !facts.debianLike || !facts.root) {
    return { kind: "refuse", reason: `${without}, which is installed only as root on Debian and Ubuntu` };
  }
  const update = facts.packageLists ? [] : [updateCommand];
  return { kind: "steps", steps: [...update, installCommand(BASE_TOOL)] };
}
