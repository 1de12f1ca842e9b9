import { createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { connectReaper } from "./reaper-connection.ts";

async function reaper(onLine: (line: string, socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => {
      for (const line of data.toString().split("\n").filter(Boolean)) onLine(line, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

const never = new AbortController().signal;
const filters: Record<string, string>[] = [
  { "airflow-testcontainers.session": "s1" },
  { "org.testcontainers.session-id": "s1" },
];

describe("the connection to a reaper", () => {
  it("should register each filter on a line and wait for each answer", async () => {
    const lines: string[] = [];
    const port = await reaper((line, socket) => {
      lines.push(line);
      socket.write("ACK\n");
    });
    const socket = await connectReaper("127.0.0.1", port, filters, never);
    expect(lines).toEqual(["label=airflow-testcontainers.session=s1", "label=org.testcontainers.session-id=s1"]);
    socket.destroy();
  });

  it("should outlive the signal that bounded its making", async () => {
    const port = await reaper((_, socket) => void socket.write("ACK\n"));
    const limit = new AbortController();
    const socket = await connectReaper("127.0.0.1", port, filters, limit.signal);
    limit.abort();
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  });

  it("should fail where it is closed before an answer", async () => {
    const port = await reaper((_, socket) => void socket.destroy());
    await expect(connectReaper("127.0.0.1", port, filters, never)).rejects.toThrow();
  });

  it("should fail where no answer comes in time", async () => {
    const limit = new AbortController();
    const port = await reaper(() => limit.abort());
    await expect(connectReaper("127.0.0.1", port, filters, limit.signal)).rejects.toThrow("no answer in time");
  });
});
