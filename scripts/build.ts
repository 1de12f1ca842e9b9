import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";

// A deleted source's output would be packed as well.
rmSync("dist", { recursive: true, force: true });
execFileSync("tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit", shell: process.platform === "win32" });
