import { describe, expect, it } from "vitest";
import { inlineTests } from "../../testing/inline-run.ts";
import { preamble } from "../../testing/preamble.ts";

const { says: saysAll, holds } = inlineTests(preamble);
/** Without the last line, which tells of the wait. */
const says = (statement: string) => {
  const message = saysAll(statement);
  return () => message()?.replace(/\n\nto\w+\(\) waited.*$/, "");
};

describe("matchers on clusters", () => {
  it("hold", holds('await expect(liveCluster()).toHaveExecutor("LocalExecutor");'));
  it("hold for booleans", holds('await expect(liveCluster()).toHaveSetting("core.load_examples", false);'));
  it("hold for what the API hides", holds('await expect(liveCluster()).toHaveSetting("core.fernet_key", "hush");'));
  it("hold for a migrated database", holds("await expect(liveCluster()).toBeMigrated();"));
  const wrong = [
    says('await expect(liveCluster()).toHaveExecutor("CeleryExecutor");'),
    says('await expect(liveCluster()).not.toHaveExecutor("LocalExecutor");'),
    says('await expect(liveCluster()).toHaveSetting("core.load_examples", "True");'),
    says('await expect(liveCluster()).toHaveSetting("core.load_examples", true, { in: "worker-1" });'),
    says('await expect(liveCluster()).not.toHaveSetting("core.load_examples", "False");'),
    says('await expect(liveCluster()).toHaveSetting("core.fernet_key", "loud");'),
    says('await expect(liveCluster()).toHaveSetting("core.load_example", "False");'),
    says('await expect(liveCluster()).toHaveSetting("core.load_example", "False", { in: "worker-1" });'),
    says('await expect(liveCluster()).toHaveSetting("load_examples", "False");'),
    says("await expect(liveCluster({ current: ['a1'], missingTables: ['dag'] })).toBeMigrated({ within: 1 });"),
    says("await expect(liveCluster()).not.toBeMigrated({ within: 1 });"),
  ];
  it("say what they found, at once for what does not change, and no secret", () => {
    expect(wrong.map((message) => message()).join("\n")).toMatchInlineSnapshot(`
      "the executor is LocalExecutor, not CeleryExecutor
      .not.toHaveExecutor() does not hold: the executor is LocalExecutor
      core.load_examples is "False", not "True"
      core.load_examples is "False" in worker-1, not "True"
      .not.toHaveSetting() does not hold: core.load_examples is "False"
      core.fernet_key has another value in api-server; Airflow hides it, so it is not shown
      there is no setting core.load_example
      worker-1 has no setting core.load_example; did you mean "core.load_examples"?
      toHaveSetting(): a setting is named section.option, and not "load_examples"
      the metadata database is not migrated
        revision  a1, head is b2
        missing   dag
      .not.toBeMigrated() does not hold: the metadata database is migrated to head, b2"
    `);
  });
});

describe("toHaveTable", () => {
  it("holds", holds('await expect(database()).toHaveTable("logging", { columns: ["id", "level", "time"] });'));
  it(
    "compares types as the database names them",
    holds(
      'await expect(database()).toHaveTable("logging", { columns: { id: "int", level: "varchar(10)" }, others: true });',
    ),
  );
  it("takes a service inside something", holds('await expect({ service: database() }).toHaveTable("logging");'));
  it("holds with .not", holds('await expect(database()).not.toHaveTable("nothing");'));
  const wrong = [
    says('await expect(database()).toHaveTable("loging", { within: 1 });'),
    says('await expect(database()).toHaveTable("logging", { columns: ["id", "levl"], within: 1 });'),
    says('await expect(database()).toHaveTable("logging", { columns: { id: "text" }, others: true, within: 1 });'),
    says('await expect(database()).not.toHaveTable("logging", { within: 1 });'),
    says('await expect(liveDag()).toHaveTable("logging");'),
  ];
  it("says what it found", () => {
    expect(wrong.map((message) => message()).join("\n")).toMatchInlineSnapshot(`
      "there is no table loging; did you mean "logging"?
      the table logging has other columns than expected
        - levl  is not there; did you mean "level"?
        + time   is there as well
        + level  is there as well
      the table logging has other columns than expected
        id  is integer, not text
      .not.toHaveTable() does not hold: there is a table logging (time, level, id)
      toHaveTable() judges a database: a started Postgres, or a pool or client of pg; got an object with the keys id, details, tasks, importErrors, nextRuns"
    `);
  });
});

describe("toHaveRows", () => {
  it("counts", holds('await expect(database([{ id: 1 }, { id: 2 }])).toHaveRows("logging", 2);'));
  it(
    "compares in any order, and the named columns alone",
    holds(
      'await expect(database([{ id: 1, level: "a" }, { id: 2, level: "b" }])).toHaveRows("logging", [{ id: 2 }, { id: expect.any(Number) }]);',
    ),
  );
  const wrong = [
    says('await expect(database([{ id: 1 }])).toHaveRows("logging", 3, { within: 1 });'),
    says('await expect(database([{ id: 1 }])).not.toHaveRows("logging", 1, { within: 1 });'),
    says(
      'await expect(database([{ id: 1, level: "a" }, { id: 7, level: "b" }])).toHaveRows("logging", [{ id: 1 }, { id: 2 }, { id: 3 }], { within: 1 });',
    ),
    says('await expect(database([{ id: 1 }])).toHaveRows("logging", [{ idd: 1 }], { within: 1 });'),
    says('await expect(database()).not.toHaveRows("loging", 3, { within: 1 });'),
    says('await expect(database()).toHaveRows("logging", "3");'),
  ];
  it("says what it found", () => {
    expect(wrong.map((message) => message()).join("\n")).toMatchInlineSnapshot(`
      "logging has 1 row, not 3
      .not.toHaveRows() does not hold: logging has 1 row
      logging has 2 rows, not 3; missing (-) 2, unexpected (+) 1
        - {"id": 2}
        - {"id": 3}
        + {"id": 7}
      logging has no column idd; its columns: time, level, id
      there is no table loging; did you mean "logging"?
      toHaveRows(): expected a number of rows, or a list of rows"
    `);
  });
});

describe("toHaveQueue", () => {
  it("holds, when the consumers are there", holds('await expect(broker(2)).toHaveQueue("default", { consumers: 2 });'));
  it("holds with .not", holds('await expect(broker(2)).not.toHaveQueue("nothing");'));
  const wrong = [
    says('await expect(broker(1)).toHaveQueue("defualt", { within: 1 });'),
    says('await expect(broker(1)).toHaveQueue("default", { consumers: 2, within: 1 });'),
    says('await expect(broker(1)).not.toHaveQueue("default", { consumers: 1, within: 1 });'),
    says('await expect(database()).toHaveQueue("default");'),
  ];
  it("says what it found", () => {
    expect(wrong.map((message) => message()).join("\n")).toMatchInlineSnapshot(`
      "the vhost airflow has no queue defualt; did you mean "default"?
        its queues: default, etl
      the queue default has 1 consumer, not 2
      .not.toHaveQueue() does not hold: the queue default has 1 consumer
      toHaveQueue() judges a started RabbitMQ; got an object with the keys queries, query"
    `);
  });
});
