import type { Finding } from "../engine/findings.ts";
import type { EngineReport, Machine } from "../engine/machine.ts";
import { gib } from "../engine/resources.ts";
import type { ImageLine } from "./image-lines.ts";

/** What `doctor` prints, line by line. */
export function renderMachine(machine: Machine, images: readonly ImageLine[], found: readonly Finding[]): string {
  const rows: [string, string][] = [
    ...(machine.engine ? engineRows(machine.engine) : []),
    ["loopback", machine.loopback ? "a port of 127.0.0.1 can be bound" : "no port of 127.0.0.1 can be bound"],
    ["node", `${machine.node} on ${machine.platform}`],
    ...imageRows(images),
  ];
  const lines = rows.map(([name, value]) => `${name.padEnd(10)}${value}`);
  const verdict = found.length === 0 ? ["Nothing is wrong: a cluster can be started."] : found.map(renderFinding);
  return `${[...lines, "", ...verdict].join("\n")}\n`;
}

function engineRows(engine: EngineReport): [string, string][] {
  const where = engine.name ? ` on ${engine.name} (${engine.operatingSystem})` : "";
  return [
    ["engine", `${engine.version} at ${engine.uri}${where}`],
    ["API", `${engine.apiVersion}, ${engine.architecture}`],
    ["CPUs", String(engine.cpus)],
    ["memory", gib(engine.memoryBytes)],
    ["disk", engine.disk ? `${gib(engine.disk.freeBytes)} free at ${engine.disk.path}` : "cannot be seen from here"],
    ["clock", clock(engine.clockAheadMs)],
    ["ports", `bound to ${engine.bindAddress}, reached at ${engine.host}`],
  ];
}

function clock(aheadMs: number | undefined): string {
  if (aheadMs === undefined) return "the engine does not tell its time";
  if (Math.abs(aheadMs) < 1_000) return "agrees with ours";
  return `${(Math.abs(aheadMs) / 1_000).toFixed(0)} s ${aheadMs > 0 ? "ahead of" : "behind"} ours`;
}

function imageRows(images: readonly ImageLine[]): [string, string][] {
  const width = Math.max(...images.map(({ service }) => service.length));
  return images.map(({ service, image, state }, index) => [
    index === 0 ? "images" : "",
    `${service.padEnd(width)}  ${image}: ${state}`,
  ]);
}

function renderFinding({ level, text, try: advice }: Finding): string {
  const body = `${level.padEnd(10)}${text.replaceAll("\n", `\n${" ".repeat(10)}`)}`;
  return advice === undefined ? body : `${body}\n${"try".padEnd(10)}${advice}`;
}
