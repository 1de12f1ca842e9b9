#!/usr/bin/env node
// Simple and old: this file must load on every Node that npm may find, to say which one is needed.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nodeProblem } from "./node-version.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const problem = nodeProblem(process.versions.node, engines.node);

if (problem) {
  console.error(problem);
  process.exitCode = 2;
} else {
  // In a checkout the sources run, whatever an earlier build has left; Node strips types, though not in node_modules.
  const source = join(root, "src", "cli", "run.ts");
  const inCheckout = existsSync(source) && !root.includes(`${sep}node_modules${sep}`);
  const entry = inCheckout ? source : join(root, "dist", "src", "cli", "run.js");
  import(pathToFileURL(entry).href).then(
    (cli) => cli.run(),
    (error) => {
      console.error(`this is a defect of airflow-testcontainers: ${error?.stack || error}`);
      process.exitCode = 70;
    },
  );
}
