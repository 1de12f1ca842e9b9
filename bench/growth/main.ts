import { Command, Option } from "commander";
import { runProgram, tell, wholeNumber } from "../command-line.ts";
import { dagFiles } from "./dag-files.ts";
import { renderGrowth } from "./growth-table.ts";
import { tasks } from "./tasks.ts";
import { waits } from "./waits.ts";
import { workers } from "./workers.ts";

const growths = [workers, dagFiles, tasks, waits];
const names = growths.map(({ name }) => name);

await runProgram((signal) =>
  new Command("npm run bench:growth --")
    .description("Measures what grows with the number of workers, DAG files, tasks and waits, and what one more costs")
    .addOption(new Option("--only <name>", "measure one of them").choices(names))
    .option("--max <number>", "leave out larger sizes", wholeNumber)
    .action(async ({ only, max = Number.POSITIVE_INFINITY }: { only?: string; max?: number }) => {
      for (const growth of growths.filter(({ name }) => only === undefined || name === only)) {
        const sizes = growth.sizes.filter((size) => size <= max);
        if (sizes.length === 0) continue;
        const points = await growth.measure(sizes, { signal, tell: (text) => tell(`${growth.name}: ${text}`) });
        process.stdout.write(`${renderGrowth(growth, points)}\n\n`);
      }
    }),
);
