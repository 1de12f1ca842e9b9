import { relative } from "node:path";
import type { RunKey } from "../airflow/clean-state.ts";
import { HarnessError } from "../base/harness-error.ts";
import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import { currentTest, rootFolder } from "./worker-config.ts";

type Test = NonNullable<ReturnType<typeof currentTest>>;

/** A cluster through which every run is known as the work of a test. */
export interface Tied {
  readonly cluster: StartedAirflowCluster;
  /** Removes what was not asked for by one test alone. */
  removeRest(): Promise<void>;
}

/**
 * Ties runs to the tests that ask for them: in Airflow by their note, for reporters by the test's meta data.
 * @param removes whether each test removes its own runs when it is over, because other vitest workers use the cluster
 */
export function tieToTests(shared: StartedAirflowCluster, removes: boolean): Tied {
  // Runs of a hook, and of tests that run at the same time, which cannot be told apart.
  const rest: RunKey[] = [];
  const cluster = shared.forTest({
    note: () => noteOf(currentTest()),
    onTriggered: (run) => {
      const test = currentTest();
      if (test) test.meta.airflow = [...(test.meta.airflow ?? []), run];
      if (!removes) return;
      if (test && !test.concurrent) test.context.onTestFinished(async () => void (await shared.removeRuns([run])));
      else rest.push(run);
    },
  });
  // The other test files go on with it.
  cluster.stop = async () => {
    throw new HarnessError("AT_USAGE", "the fixture `airflow` is used by all test files: it cannot be stopped in one", {
      try: "the fixture `cluster`, which is the test's own",
    });
  };
  return {
    cluster,
    removeRest: async () => {
      if (rest.length > 0) await shared.removeRuns(rest.splice(0));
    },
  };
}

/** `dags/hello.test.ts > hello`, as vitest names it. */
function noteOf(test: Test | undefined): string | undefined {
  if (!test) return undefined;
  const names = [test.name];
  for (let suite = test.suite; suite; suite = suite.suite) names.unshift(suite.name);
  return [relative(rootFolder(), test.file.filepath), ...names].join(" > ");
}
