import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chooseKept } from "./choose-kept.ts";
import { KeptStore } from "./store.ts";
import { someEntry } from "./testing/entries.ts";

let root: string;
let store: KeptStore;
const keep = (n: number, id: string, project: string) =>
  store.write(`${n}`.padStart(16, "0"), { ...someEntry, id, project, since: "2026-01-01T00:00:00Z" });
const project = (name: string) => {
  mkdirSync(join(root, name, "deep"), { recursive: true });
  writeFileSync(join(root, name, "package.json"), "{}");
  return join(root, name);
};
const message = (...args: Parameters<typeof chooseKept>) => {
  try {
    return chooseKept(...args).entry.id;
  } catch (error) {
    return `${(error as { code: string }).code} ${(error as Error).message.replaceAll(root, "")}`;
  }
};

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "choose-")));
  mkdirSync(join(root, "state"), { mode: 0o700 });
  store = new KeptStore(join(root, "state"));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("the kept cluster that is meant", () => {
  it("is the only one of the project, from anywhere in it", () => {
    const [a, b] = [project("a"), project("b")];
    keep(1, "aaaa1111", a);
    keep(2, "bbbb2222", b);
    expect(message(store, { cwd: a })).toBe("aaaa1111");
    expect(message(store, { cwd: join(b, "deep") })).toBe("bbbb2222");
  });

  it("is that of an id, from everywhere", () => {
    keep(1, "aaaa1111", "/elsewhere");
    expect(message(store, { id: "aaaa1111" })).toBe("aaaa1111");
    expect(message(store, { id: "airflow-aaaa1111" })).toBe("aaaa1111");
    expect(message(store, { id: "aaaa1112" })).toMatchInlineSnapshot(`
      "AT_NOT_FOUND no cluster "aaaa1112" is kept; did you mean "aaaa1111"?
        expected  aaaa1111"
    `);
  });

  it("is none where nothing is up", () => {
    expect(message(store, { cwd: project("a") })).toMatchInlineSnapshot(`
      "AT_NOT_FOUND nothing is up for /a
        try       airflow-testcontainers up --dags DIR"
    `);
    keep(1, "aaaa1111", "/elsewhere");
    expect(message(store, { cwd: project("a") })).toMatchInlineSnapshot(`
      "AT_NOT_FOUND nothing is up for /a
        observed  of other projects:
                  aaaa1111  /p/dags  since 2026-01-01T00:00:00Z
        try       airflow-testcontainers up --dags DIR, or one of the others with --id"
    `);
  });

  it("is not clear where a project has several", () => {
    keep(1, "aaaa1111", project("a"));
    keep(2, "bbbb2222", project("a"));
    expect(message(store, { cwd: project("a") })).toMatchInlineSnapshot(`
      "AT_USAGE 2 clusters are kept for /a: say which with --id
        expected  aaaa1111  /p/dags  since 2026-01-01T00:00:00Z
                  bbbb2222  /p/dags  since 2026-01-01T00:00:00Z"
    `);
  });

  it("may be one that cannot be read", () => {
    keep(1, "aaaa1111", project("a"));
    writeFileSync(join(store.folder, "0000000000000001.json"), "{");
    expect(message(store, { cwd: project("a") })).toMatchInlineSnapshot(`
      "AT_STATE what is known of a kept cluster cannot be used: /state/0000000000000001.json
        observed  it is no JSON
        try       \`airflow-testcontainers up\` replaces it, \`airflow-testcontainers down --all\` removes it"
    `);
  });
});
