import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** An engine that only the docker command knows of. */
export interface DockerContext {
  readonly name: string;
  readonly uri: string;
}

/** The context that the docker command uses in place of the default, or undefined; testcontainers knows no contexts. */
export function readDockerContext(
  home: string = homedir(),
  readText = (path: string): string => readFileSync(path, "utf8"),
): DockerContext | undefined {
  try {
    const folder = join(home, ".docker");
    const { currentContext: name } = JSON.parse(readText(join(folder, "config.json"))) as { currentContext?: string };
    if (!name || name === "default") return undefined;
    const id = createHash("sha256").update(name).digest("hex");
    const meta = JSON.parse(readText(join(folder, "contexts", "meta", id, "meta.json")));
    const uri: unknown = meta?.Endpoints?.docker?.Host;
    return typeof uri === "string" && uri !== "" ? { name, uri } : undefined;
  } catch {
    return undefined;
  }
}
