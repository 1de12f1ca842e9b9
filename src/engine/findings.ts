import { apiAtLeast, MINIMUM_API, noEngine } from "./find-engine.ts";
import type { EngineReport, Machine } from "./machine.ts";
import { resourceWarnings } from "./resources.ts";

/** Something wrong with a machine, in words. */
export interface Finding {
  /** An error keeps a cluster from starting, a warning does not. */
  readonly level: "error" | "warning";
  readonly text: string;
  /** What helps. */
  readonly try?: string;
}

/** Seconds by which two clocks may differ before logins, tokens and schedules go wrong. */
const CLOCK_TOLERANCE_MS = 5_000;

/** Judges a machine; nothing found means that a cluster can be started. */
export function findings(machine: Machine): Finding[] {
  const found: Finding[] = [];
  if (!machine.engine) {
    const { what, parts } = noEngine(machine.search);
    found.push({ level: "error", text: `${what}\n${parts.observed}`, try: parts.try });
  } else found.push(...engineFindings(machine.engine));
  if (!machine.loopback) {
    found.push({
      level: "error",
      text: "no port of 127.0.0.1 can be bound",
      try: "ip link set lo up, and look for a sandbox that forbids listening",
    });
  }
  return found;
}

function engineFindings(engine: EngineReport): Finding[] {
  const found: Finding[] = [];
  if (!apiAtLeast(engine.apiVersion, MINIMUM_API)) {
    found.push({
      level: "error",
      text: `the engine speaks API ${engine.apiVersion}; ${MINIMUM_API} or later (Docker 20.10) is needed`,
      try: "update the engine, or name another one with DOCKER_HOST",
    });
  }
  for (const text of resourceWarnings(engine.memoryBytes, engine.disk)) found.push({ level: "warning", text });
  const ahead = engine.clockAheadMs ?? 0;
  if (Math.abs(ahead) > CLOCK_TOLERANCE_MS) {
    const seconds = Math.round(Math.abs(ahead) / 1000);
    found.push({
      level: "warning",
      text: `the engine's clock is ${seconds} s ${ahead > 0 ? "ahead of" : "behind"} ours; tokens and schedules go by it`,
      try: "set both clocks by NTP; Docker Desktop gets its clock right when it is restarted",
    });
  }
  if (engine.bindWarning) found.push({ level: "warning", text: engine.bindWarning });
  return found;
}
