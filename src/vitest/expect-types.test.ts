import type pg from "pg";
import { expectTypeOf, it } from "vitest";
import type { DagHandle } from "../cluster/dag-handle.ts";
import type { RunHandle } from "../cluster/run-handle.ts";
import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import type { StartedPostgres } from "../containers/started-postgres.ts";
import type { StartedRabbitMQ } from "../containers/started-rabbitmq.ts";
import type { RunSnapshot } from "../results/run-snapshot.ts";
import { type AirflowMatchers, expect } from "./expect.ts";
import type { LiveBroker, LiveCluster, LiveDag, LiveMetadata, LiveRun, Queryable } from "./matchers/live.ts";

declare const run: RunSnapshot;

it("has the matchers on expect, with .not and on a soft one; each gives a promise", () => {
  expectTypeOf<ReturnType<typeof expect<RunSnapshot>>>().toExtend<AirflowMatchers>();
  expectTypeOf<ReturnType<typeof expect<RunSnapshot>>["not"]>().toExtend<AirflowMatchers>();
  expectTypeOf<ReturnType<typeof expect.soft<RunSnapshot>>>().toExtend<AirflowMatchers>();
  expectTypeOf<ReturnType<AirflowMatchers[keyof AirflowMatchers]>>().toEqualTypeOf<Promise<void>>();
});

it("knows the arguments", () => {
  expectTypeOf<AirflowMatchers["toReach"]>().parameter(0).toEqualTypeOf<"queued" | "running" | "success" | "failed">();
  expectTypeOf<AirflowMatchers["toHaveXCom"]>().parameter(1).toBeUnknown();
});

it("asks of live things what they have", () => {
  expectTypeOf<RunHandle>().toExtend<LiveRun>();
  expectTypeOf<DagHandle>().toExtend<LiveDag>();
  expectTypeOf<StartedAirflowCluster>().toExtend<LiveCluster & LiveMetadata>();
  expectTypeOf<StartedPostgres | pg.Pool | pg.Client>().toExtend<Queryable>();
  expectTypeOf<StartedRabbitMQ>().toExtend<LiveBroker>();
});

it("accepts and refuses calls", () => {
  expectTypeOf(accepted).toBeFunction();
  expectTypeOf(refused).toBeFunction();
});

/** Never called: it only has to type-check. */
async function accepted(): Promise<void> {
  await expect(run).toSucceed();
  await expect(run).not.toSucceed({ within: 5_000 });
  await expect(run).toFail({ task: "load", message: /no rows/ });
  await expect(run).toReach("success");
  await expect(run).toHaveTaskStates({ extract: "success", load: ["failed", null], notify: null });
  await expect(run).toHaveRunInParallel(/^collector_/, { atLeast: 3, workers: 2 });
  await expect(run).toHaveRunInOrder(["extract", "load"]);
  await expect(run).toHaveRunOn({ queue: "etl", tasks: ["load"] });
  await expect(run).toHaveXCom("two", { rows: expect.any(Number) }, { key: "summary" });
  await expect(run).toHaveRetried("load", { times: 2 });
  await expect(run).toHaveLogged("load", "rows", { within: 1_000 });
  await expect(run).toBeParsed();
  await expect(run).toHaveImportError(/pandas/);
  await expect(run).toHaveTasks(["one", "two"], { others: true });
  await expect(run).toRunEvery("5 minutes");
  await expect(run).toRunEvery({ hours: 1, minutes: 30 });
  await expect(run).toHaveExecutor("CeleryExecutor");
  await expect(run).toHaveSetting("core.load_examples", false, { in: "worker-1" });
  await expect(run).toBeMigrated();
  await expect(run).toHaveTable("logging", { columns: { id: "int" } });
  await expect(run).toHaveRows("logging", [{ id: 1 }]);
  await expect(run).toHaveQueue("default", { consumers: 2 });
}

/** Never called: each call must be refused. */
async function refused(): Promise<void> {
  // @ts-expect-error no such state
  await expect(run).toReach("sucess");
  // @ts-expect-error no such option
  await expect(run).toSucceed({ timeout: 5_000 });
  // @ts-expect-error a time in words
  await expect(run).toSucceed({ within: "5 s" });
  // @ts-expect-error no such unit
  await expect(run).toRunEvery("5 fortnights");
  // @ts-expect-error the value is missing
  await expect(run).toHaveXCom("two");
  // @ts-expect-error a number is no list of rows
  await expect(run).toHaveRows("logging", "300");
}
