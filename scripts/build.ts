import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";

// A deleted source's output would be packed as well.
rmSync("dist", { recursive: true, force: true });
const { status } = spawnSync("tsc", ["-p", "tsconfig.build.json"], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.exitCode = status ?? 1;
