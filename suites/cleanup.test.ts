import { pipelineDags } from "airflow-testcontainers/fixtures";
import { describe, expect, inject, it } from "vitest";
import { startCommandLine } from "./support/command-line.ts";
import { clusterIn, leftOf, untilNothingIsLeft } from "./support/left-behind.ts";
import { publishedPorts } from "./support/published-ports.ts";

const check = ["check", "--dags", pipelineDags];

describe("nothing is left behind", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("after %s in the middle of the start", async (signal, exit) => {
    const { child, ended, showed } = startCommandLine(check);
    const id = clusterIn(await showed("postgres ready")) as string;
    expect(await leftOf(id)).not.toEqual([]);
    child.kill(signal);
    expect((await ended).exit).toBe(exit);
    expect(await leftOf(id)).toEqual([]);
  });

  it("after kill -9, by the reaper, while another cluster goes on", async ({ annotate }) => {
    const { child, ended, showed } = startCommandLine(check);
    const id = clusterIn(await showed("postgres ready")) as string;
    child.kill("SIGKILL");
    expect((await ended).exit).toBe("SIGKILL");
    expect(await leftOf(id)).not.toEqual([]);
    const seconds = await untilNothingIsLeft(id, 20);
    expect(seconds, "what is left after 20 seconds, which is the promise").toBeTypeOf("number");
    await annotate(`everything was gone after ${Number(seconds).toFixed(1)} s`);
  });
});

describe("no open door", () => {
  it("every published port of the cluster and of its reaper is bound to the loopback address", async () => {
    const { id, reaper } = inject("cluster");
    const published = await publishedPorts(
      { label: [`airflow-testcontainers.cluster=${id}`] },
      { id: [reaper.containerId] },
    );
    expect(published.length).toBeGreaterThan(4);
    expect(published.filter((line) => !line.endsWith(" 127.0.0.1"))).toEqual([]);
  });
});
