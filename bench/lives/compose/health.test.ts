import { describe, expect, it } from "vitest";
import { allHealthy, type Listed, SERVICE_LABEL } from "./health.ts";

const container = (service: string, State: string, Status: string): Listed => ({
  Labels: { [SERVICE_LABEL]: service },
  State,
  Status,
});
const look = (containers: Listed[], expected: number) =>
  allHealthy(async () => containers, expected)(AbortSignal.timeout(1_000));

describe("allHealthy", () => {
  it("is not ready while there are fewer containers than expected", async () => {
    expect(await look([], 2)).toEqual({ ready: false, saw: "0 of 2 containers healthy" });
    const one = [container("postgres", "running", "Up 5 seconds (healthy)")];
    expect(await look(one, 2)).toEqual({ ready: false, saw: "1 of 2 containers healthy" });
  });

  it("names the containers that are not healthy, without the initialisation that has ended well", async () => {
    const containers = [
      container("postgres", "running", "Up 5 seconds (healthy)"),
      container("rabbitmq", "running", "Up 5 seconds (health: starting)"),
      container("worker", "running", "Up 2 minutes (unhealthy)"),
      container("scheduler", "restarting", "Restarting (1) 3 seconds ago"),
      container("init", "exited", "Exited (0) 1 second ago"),
    ];
    expect(await look(containers, 4)).toEqual({
      ready: false,
      saw: "1 of 4 containers healthy, not rabbitmq (running), scheduler (restarting), worker (running)",
    });
  });

  it("is ready when all that are expected are healthy", async () => {
    const containers = [
      container("postgres", "running", "Up 9 seconds (healthy)"),
      container("init", "exited", "Exited (0) 8 seconds ago"),
    ];
    expect(await look(containers, 1)).toEqual({ ready: true, value: undefined });
  });
});
