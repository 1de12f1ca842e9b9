import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Engine } from "./engine.ts";
import { assertPortFree, canListen } from "./port-free.ts";

const engine = (containers: object[], local = true) =>
  ({ docker: { listContainers: async () => containers }, local, bindAddress: "127.0.0.1" }) as unknown as Engine;
const container = {
  Id: "0123456789abcdef",
  Names: ["/web"],
  Image: "nginx",
  Ports: [{ PublicPort: 8080, Type: "tcp" }],
};

async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

describe("a fixed host port", () => {
  it("should be refused with the container that has it", async () => {
    await expect(assertPortFree(engine([container]), 8080)).rejects.toMatchObject({
      code: "AT_PORT",
      what: "host port 8080 is taken",
      parts: { observed: "it belongs to the container web (nginx)" },
    });
  });

  it("should be refused where a process listens on it", async () => {
    const port = await takenPort();
    await expect(assertPortFree(engine([]), port)).rejects.toMatchObject({
      code: "AT_PORT",
      what: `host port ${port} is taken`,
    });
  });

  it("should not be looked for on this machine where the engine is on another", async () => {
    await expect(assertPortFree(engine([container], false), await takenPort())).resolves.toBeUndefined();
  });

  it("should be accepted where it is free", async () => {
    const port = await takenPort();
    await expect(assertPortFree(engine([container], false), port)).resolves.toBeUndefined();
    expect(await canListen(port, "127.0.0.1")).toBe(false);
    expect(await canListen(0, "127.0.0.1")).toBe(true);
  });
});
