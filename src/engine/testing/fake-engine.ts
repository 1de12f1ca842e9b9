import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a fake engine says under a path, or `hang` to keep silent. */
export type Answer = object | "hang" | { status: number; text: string };

/** An HTTP server on a socket file that answers like an engine; for unit tests only. */
export interface FakeEngine {
  readonly path: string;
  readonly uri: string;
  close(): void;
}

/** Answers of an engine in good health. */
export const healthy: Readonly<Record<string, Answer>> = {
  "/info": {
    ID: "FAKE",
    Name: "fake",
    NCPU: 4,
    CPUShares: true,
    MemTotal: 8 * 1024 ** 3,
    OperatingSystem: "Fakix",
    DockerRootDir: "/var/lib/docker",
    SystemTime: "2026-01-02T03:04:05.678901234Z",
  },
  "/images/json": [],
  "/version": { Version: "99.0", ApiVersion: "1.99", Arch: "amd64" },
};

/** Starts a fake engine; close it after use. */
export async function fakeEngine(answers: Readonly<Record<string, Answer>> = healthy): Promise<FakeEngine> {
  const folder = mkdtempSync(join(tmpdir(), "fake-engine-"));
  const path = join(folder, "docker.sock");
  const server = createServer((request, response) => {
    const answer = answers[request.url?.split("?")[0] ?? ""] ?? { status: 404, text: "page not found" };
    if (answer === "hang") return;
    const plain = "status" in answer && "text" in answer;
    response.statusCode = plain ? Number(answer.status) : 200;
    response.end(plain ? String(answer.text) : JSON.stringify(answer));
  });
  server.listen(path);
  await once(server, "listening");
  const close = (): void => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  };
  return { path, uri: `unix://${path}`, close };
}
