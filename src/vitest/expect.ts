import { expect } from "vitest";
import { type ToBeMigrated, toBeMigrated } from "./matchers/cluster/to-be-migrated.ts";
import { type ToHaveExecutor, toHaveExecutor } from "./matchers/cluster/to-have-executor.ts";
import { type ToHaveSetting, toHaveSetting } from "./matchers/cluster/to-have-setting.ts";
import { type ToBeParsed, toBeParsed } from "./matchers/dags/to-be-parsed.ts";
import { type ToHaveImportError, toHaveImportError } from "./matchers/dags/to-have-import-error.ts";
import { type ToHaveTasks, toHaveTasks } from "./matchers/dags/to-have-tasks.ts";
import { type ToRunEvery, toRunEvery } from "./matchers/dags/to-run-every.ts";
import { type ToFail, toFail } from "./matchers/runs/to-fail.ts";
import { type ToHaveLogged, toHaveLogged } from "./matchers/runs/to-have-logged.ts";
import { type ToHaveRetried, toHaveRetried } from "./matchers/runs/to-have-retried.ts";
import { type ToHaveRunInOrder, toHaveRunInOrder } from "./matchers/runs/to-have-run-in-order.ts";
import { type ToHaveRunInParallel, toHaveRunInParallel } from "./matchers/runs/to-have-run-in-parallel.ts";
import { type ToHaveRunOn, toHaveRunOn } from "./matchers/runs/to-have-run-on.ts";
import { type ToHaveTaskStates, toHaveTaskStates } from "./matchers/runs/to-have-task-states.ts";
import { type ToHaveXCom, toHaveXCom } from "./matchers/runs/to-have-xcom.ts";
import { type ToReach, toReach } from "./matchers/runs/to-reach.ts";
import { type ToSucceed, toSucceed } from "./matchers/runs/to-succeed.ts";
import { type ToHaveQueue, toHaveQueue } from "./matchers/services/to-have-queue.ts";
import { type ToHaveRows, toHaveRows } from "./matchers/services/to-have-rows.ts";
import { type ToHaveTable, toHaveTable } from "./matchers/services/to-have-table.ts";

/** Matchers on runs, live or as snapshots. */
interface RunMatchers
  extends ToSucceed,
    ToFail,
    ToReach,
    ToHaveTaskStates,
    ToHaveRunInParallel,
    ToHaveRunInOrder,
    ToHaveRunOn,
    ToHaveXCom,
    ToHaveRetried,
    ToHaveLogged {}

/** Matchers on DAGs, clusters and services. */
interface LiveMatchers
  extends ToBeParsed,
    ToHaveImportError,
    ToHaveTasks,
    ToRunEvery,
    ToHaveExecutor,
    ToHaveSetting,
    ToBeMigrated,
    ToHaveTable,
    ToHaveRows,
    ToHaveQueue {}

/**
 * All matchers of this package. They give promises, so write `await expect(…)`. A live thing is looked at until it is as
 * expected, for {@link Waiting.within} milliseconds at most; a snapshot is judged at once.
 */
export interface AirflowMatchers extends RunMatchers, LiveMatchers {}

declare module "vitest" {
  interface Matchers<R extends void | Promise<void>, T> extends AirflowMatchers {}
}

expect.extend({
  ...{ toSucceed, toFail, toReach, toHaveTaskStates, toHaveRunInParallel, toHaveRunInOrder, toHaveRunOn },
  ...{ toHaveXCom, toHaveRetried, toHaveLogged },
  ...{ toBeParsed, toHaveImportError, toHaveTasks, toRunEvery },
  ...{ toHaveExecutor, toHaveSetting, toBeMigrated },
  ...{ toHaveTable, toHaveRows, toHaveQueue },
});

/** The `expect` of vitest with the matchers of {@link AirflowMatchers}. */
export { expect };
