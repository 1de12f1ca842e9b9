import { expect, it } from "vitest";
import { judgeEvery, momentsFor } from "./every.ts";

const from = Date.UTC(2026, 10, 24, 22);
const every = (seconds: number, count = 5) =>
  Array.from({ length: count }, (_, i) => `${new Date(from + i * seconds * 1_000).toISOString().slice(0, 19)}+00:00`);
const cron = { dagId: "mydags", schedule: "*/5 * * * *", inWords: "Every 5 minutes" };

it("holds where every two neighbours are that far apart", () => {
  const judged = judgeEvery({ ...cron, moments: every(300) }, "5 minutes");
  expect(judged.ok).toBe(true);
  expect(judged.message).toMatchInlineSnapshot(`
    "mydags runs every 5 minutes
      schedule   */5 * * * * (Every 5 minutes)
      next runs  2026-11-24 22:00:00 UTC, 2026-11-24 22:05:00 UTC, 2026-11-24 22:10:00 UTC, 2026-11-24 22:15:00 UTC"
  `);
  expect(judgeEvery({ ...cron, moments: every(300) }, { minutes: 5 }).ok).toBe(true);
  expect(judgeEvery({ ...cron, moments: every(172_800) }, "2 days").ok).toBe(true);
});

it("says how often it runs instead", () => {
  const seen = { dagId: "mydags", schedule: "0/1 * * * *", moments: every(60) };
  expect(judgeEvery(seen, "5 minutes").message).toMatchInlineSnapshot(`
    "mydags should run every 5 minutes, but runs every 1 minute
      schedule   0/1 * * * *
      next runs  2026-11-24 22:00:00 UTC, 2026-11-24 22:01:00 UTC, 2026-11-24 22:02:00 UTC, 2026-11-24 22:03:00 UTC"
  `);
});

it("finds a schedule that rests", () => {
  const moments = [...every(300, 24), "2026-11-25T08:00:00+00:00", "2026-11-25T08:05:00+00:00"];
  const seen = { dagId: "mydags", schedule: "*/5 8-23 * * *", moments };
  expect(judgeEvery(seen, "5 minutes").message).toMatchInlineSnapshot(`
    "mydags should run every 5 minutes, but the time between runs is 5 minutes (24 times), 8 hours 5 minutes (1 time)
      schedule   */5 8-23 * * *
      next runs  2026-11-24 22:00:00 UTC, 2026-11-24 22:05:00 UTC, 2026-11-24 22:10:00 UTC, 2026-11-24 22:15:00 UTC
      first odd  2026-11-24 23:55:00 UTC to 2026-11-25 08:00:00 UTC"
  `);
});

it("never holds without a schedule", () => {
  expect(judgeEvery({ dagId: "hello", schedule: null, moments: [] }, "1 hour").message).toMatchInlineSnapshot(`
    "hello should run every 1 hour, but has no next run
      schedule   none
      next runs  none"
  `);
  expect(judgeEvery({ dagId: "hello", schedule: "@once", moments: every(1, 1) }, "1 hour").ok).toBe(false);
});

it("lets the clocks be changed where whole days are wanted", () => {
  const moments = ["2026-10-24T00:00:00Z", "2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z", "2026-10-27T01:00:00Z"];
  expect(judgeEvery({ dagId: "nightly", moments }, "1 day").ok).toBe(true);
  expect(judgeEvery({ dagId: "nightly", moments }, "24 hours").ok).toBe(true);
  expect(judgeEvery({ dagId: "nightly", moments }, "23 hours").ok).toBe(false);
});

it("asks for enough moments to see a day", () => {
  expect([momentsFor("5 minutes"), momentsFor("1 hour"), momentsFor("2 days"), momentsFor("1 second")]).toEqual([
    290, 26, 4, 300,
  ]);
});
