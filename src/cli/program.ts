import { Command } from "commander";
import { packageVersion } from "../base/package-root.ts";
import type { CommandModule } from "./commands.ts";
import type { Cli } from "./io.ts";
import { sweepFirst } from "./kept/sweep.ts";

const EXIT_CODES = `
Exit codes: 0 all held, 1 a check failed, 2 wrong use or config, 3 engine or images, 4 the cluster did not become
ready, 70 a defect of airflow-testcontainers, 130 and 143 interrupted.`;

/** Builds the program; it throws instead of exiting. */
export function buildProgram(commands: readonly CommandModule[], cli: Cli): Command {
  const program = new Command("airflow-testcontainers")
    .description("A real Apache Airflow cluster on CeleryExecutor, in containers, for tests")
    .version(packageVersion(), "-V, --version", "print the version")
    .option("--verbose", "show stack traces")
    .helpOption("-h, --help", "print help")
    .addHelpText("after", EXIT_CODES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => cli.stdout.write(text),
      writeErr: (text) => cli.stderr.write(text),
      getOutHelpWidth: () => cli.stdout.columns ?? 100,
      getErrHelpWidth: () => cli.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  program.hook("preAction", async (_, command) => {
    // A start looks for what is idle itself, and may want just that.
    if (command.name() !== "up") await sweepFirst(cli);
  });
  for (const { register } of commands) register(program, cli);
  return program;
}
