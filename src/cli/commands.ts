import type { Command } from "commander";
import type { Cli } from "./io.ts";

/** One command of the command line. */
export interface CommandModule {
  /** Adds the command to the program. */
  register(program: Command, cli: Cli): void;
  /** The fields of its JSON document besides `ok` and `failures`, for when it fails before it knows any. */
  emptyDocument?(): object;
}

/** The commands by name, in the order of the help; each is loaded only where it is needed. */
const loaders: Readonly<Record<string, () => Promise<CommandModule>>> = {
  check: () => import("./check.ts"),
  up: () => import("./up.ts"),
  down: () => import("./down.ts"),
  status: () => import("./status.ts"),
  logs: () => import("./logs.ts"),
  exec: () => import("./exec.ts"),
  clean: () => import("./clean.ts"),
  doctor: () => import("./doctor.ts"),
  images: () => import("./images.ts"),
};

/** The command that a command line names, or all of them where it names none, as for `--help`. */
export async function loadCommands(args: readonly string[]): Promise<CommandModule[]> {
  const name = args.find((arg) => !arg.startsWith("-"));
  const wanted =
    name === undefined || !Object.hasOwn(loaders, name)
      ? Object.values(loaders)
      : [loaders[name] as () => Promise<CommandModule>];
  return Promise.all(wanted.map((load) => load()));
}
