import type { Command } from "commander";
import { errorCodes } from "../base/error-codes.ts";
import type { Engine } from "../engine/engine.ts";
import { type Finding, findings } from "../engine/findings.ts";
import { inspectMachine, type Machine } from "../engine/machine.ts";
import { type ImageStatus, imageStatus } from "../images/image-status.ts";
import { fixEngine } from "./doctor-fix.ts";
import { renderMachine } from "./doctor-report.ts";
import { imageLines } from "./image-lines.ts";
import type { Cli } from "./io.ts";

interface DoctorOptions {
  fix?: boolean;
  yes?: boolean;
  json?: boolean;
}

/** Adds `doctor`. */
export function register(program: Command, cli: Cli): void {
  program
    .command("doctor")
    .description("show the container engine and this machine, and say what is wrong")
    .option("--fix", "install and start Debian's or Ubuntu's engine where none is, or start the one that is")
    .option("--yes", "do not ask before that")
    .option("--json", "print one JSON document")
    .addHelpText("after", ABOUT_FIX)
    .action(async (options: DoctorOptions) => {
      if (options.fix) await fixEngine({ yes: options.yes ?? false }, cli);
      // A fix says all it has to say on standard error.
      if (!options.fix || options.json) await report(options, cli);
    });
}

/** The document of a doctor that could not look. */
export function emptyDocument(): object {
  return { engine: null, places: [], images: [], findings: [] };
}

const ABOUT_FIX = `
--fix needs root on Debian or Ubuntu and prints each command before it runs it. It installs docker.io and iptables, and
mmdebstrap where images must be built and no Debian image can be pulled. It leaves an engine alone that you named
(DOCKER_HOST) or that is installed, except that it starts one that is stopped. AIRFLOW_TESTCONTAINERS_NO_FIX=1 forbids it.`;

async function report({ json }: DoctorOptions, cli: Cli): Promise<void> {
  const machine = await inspectMachine({ env: cli.env, signal: cli.signal });
  const found = findings(machine);
  const images = await imagesOf(machine);
  cli.stdout.write(json ? document(machine, images, found) : renderMachine(machine, imageLines(images), found));
  if (hasError(found)) cli.exitWith(errorCodes.AT_ENGINE);
}

/** Only the part of an engine that knows images is needed, and testcontainers need not be asked for it. */
async function imagesOf({ search: { found } }: Machine): Promise<ImageStatus[]> {
  return found ? imageStatus({ docker: found.docker } as Engine) : [];
}

function hasError(found: readonly Finding[]): boolean {
  return found.some(({ level }) => level === "error");
}

function document(machine: Machine, images: readonly ImageStatus[], found: readonly Finding[]): string {
  const { node, platform, loopback, engine = null, search } = machine;
  const places = search.dead.map(({ place, reason }) => ({ source: place.source, uri: place.uri, reason }));
  const failures = found
    .filter(({ level }) => level === "error")
    .map(({ text }) => ({ code: "AT_ENGINE", message: text }));
  const all = {
    ok: failures.length === 0,
    node,
    platform,
    loopback,
    engine,
    places,
    images,
    findings: found,
    failures,
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}
