import { connect, type Socket } from "node:net";
import { type Labels, labelFilter } from "./labels.ts";

/**
 * Opens a connection to a reaper and registers filters on it, each acknowledged. What the filters match is pruned some
 * seconds after the reaper's last connection has gone. The connection does not keep the process alive.
 */
export function connectReaper(
  host: string,
  port: number,
  filters: readonly Labels[],
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let answers = "";
    // Not the signal of connect(): that would end the connection even after it has been handed out.
    const onAbort = (): void => void socket.destroy(new Error("no answer in time"));
    const onData = (chunk: Buffer): void => {
      answers += chunk.toString("latin1");
      if (answers.split("ACK\n").length > filters.length) settle();
    };
    const settle = (): void => {
      signal.removeEventListener("abort", onAbort);
      socket.off("data", onData);
      socket.on("error", () => {});
      socket.resume().setKeepAlive(true, 30_000).unref();
      resolve(socket);
    };
    signal.addEventListener("abort", onAbort);
    socket.on("data", onData);
    socket.once("error", reject);
    // A port forwarder accepts before the reaper listens, and closes again.
    socket.once("close", () => {
      signal.removeEventListener("abort", onAbort);
      reject(new Error("the connection was closed before the reaper answered"));
    });
    socket.once("connect", () => {
      for (const labels of filters) socket.write(`${query(labels)}\n`);
    });
  });
}

/** Filters travel as a URL query: `label=name=value&label=…`. */
function query(labels: Labels): string {
  return labelFilter(labels)
    .label.map((label) => `label=${encodeURIComponent(label).replace("%3D", "=")}`)
    .join("&");
}
