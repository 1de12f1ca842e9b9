import { Argument, type Command } from "commander";
import { knownAirflowVersion } from "../images/defaults.ts";
import { type Service, services } from "../images/service.ts";
import { buildImages, listImages, pullImages, removeOwnImages } from "./images-actions.ts";
import type { ImagesOptions } from "./images-options.ts";
import type { Cli } from "./io.ts";

type Action = (chosen: readonly Service[], options: ImagesOptions, cli: Cli) => Promise<void>;

/** Adds `images list|pull|build|remove`. */
export function register(program: Command, cli: Cli): void {
  const images = program.command("images").description("show, pull, build and remove the images of a cluster");
  const add = (name: string, description: string, action: Action): Command =>
    images
      .command(name)
      .description(description)
      .addArgument(new Argument("[service...]", "which ones (default: all)").choices(services))
      .option("--airflow <version>", "version of Airflow")
      .option("--json", "print one JSON document")
      .action(async (named: Service[], options: ImagesOptions) => {
        if (options.airflow !== undefined) knownAirflowVersion(options.airflow);
        await action(named.length > 0 ? named : services, options, cli);
      });
  add("list", "show which images are there", listImages);
  add("pull", "pull the official images", pullImages);
  add("build", "build images by our recipes, as happens by itself where none can be pulled", buildImages).option(
    "--force",
    "build again what is there",
  );
  add("remove", "remove the images that were built here; no other is touched", removeOwnImages).option(
    "--outdated",
    "only those of earlier versions of a recipe",
  );
}
