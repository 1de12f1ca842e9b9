import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packageRoot } from "../base/package-root.ts";
import { airflowVersions } from "./defaults.ts";
import { readRecipe } from "./recipe.ts";
import { services } from "./service.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "recipes-"));
  cpSync(join(packageRoot(), "images"), root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const hashes = () => Object.fromEntries(services.map((service) => [service, readRecipe(service, { root }).hash]));

describe("recipes", () => {
  it("should be named after their content, under our own repository", () => {
    const { image, hash } = readRecipe("airflow", { root });
    expect(image).toBe(`localhost/airflow-testcontainers/airflow:3.3.2-python3.13-${hash}`);
    expect(hash).toMatch(/^[0-9a-f]{12}$/);
  });

  it("should hash content and not times", () => {
    const before = hashes();
    utimesSync(join(root, "redis/install.sh"), 1, 1);
    expect(hashes()).toEqual(before);
    writeFileSync(join(root, "redis/install.sh"), "step nothing\n");
    const { redis, ...others } = hashes();
    const { redis: redisBefore, ...othersBefore } = before;
    expect(redis).not.toBe(redisBefore);
    expect(others).toEqual(othersBefore);
  });

  it("should change with a recipe below", () => {
    const before = hashes();
    writeFileSync(join(root, "python/install.sh"), "step nothing\n");
    const after = hashes();
    const changed = services.filter((service) => before[service] !== after[service]);
    expect(changed).toEqual(["airflow", "ryuk"]);
  });

  it("should depend on the requirements of their own version of Airflow only", () => {
    const before = hashes().airflow;
    writeFileSync(join(root, "airflow/requirements-9.9.9.txt"), "other\n");
    writeFileSync(join(root, "README.md"), "other\n");
    expect(hashes().airflow).toBe(before);
    writeFileSync(join(root, "airflow/requirements-3.3.2.txt"), "other\n");
    expect(hashes().airflow).not.toBe(before);
  });

  it("should take programs for programs whatever their mode", () => {
    const { files } = readRecipe("postgres", { root });
    const executable = Object.fromEntries(files.map((file) => [file.path, file.executable]));
    expect(executable).toEqual({
      "install.sh": false,
      "recipe.json": false,
      "recipe.sh": false,
      "rootfs/usr/local/bin/docker-entrypoint.sh": true,
    });
  });

  it("should refuse a version of Airflow without a recipe", () => {
    expect(() => readRecipe("airflow", { airflowVersion: "1.10.15" })).toThrow(
      /no image is known for Airflow 1\.10\.15/,
    );
  });
});

describe("requirements of Airflow", () => {
  it.each(airflowVersions)("should be pinned and hashed for %s", (version) => {
    const text = readFileSync(join(packageRoot(), "images/airflow", `requirements-${version}.txt`), "utf8");
    const entries = text
      .replaceAll("\\\n", " ")
      .split("\n")
      .filter((line) => /^\S/.test(line) && !line.startsWith("#"));
    const loose = entries.filter(
      (line) => !/^[\w.-]+(\[[\w,-]+\])?==\S+( ; .*?)? .*--hash=sha256:[0-9a-f]{64}/.test(line),
    );
    expect(entries.length).toBeGreaterThan(100);
    expect(loose).toEqual([]);
    expect(text).toContain(`\napache-airflow==${version} `);
  });

  it.each(airflowVersions)("should hold a Celery and a Kombu that were released together for %s", (version) => {
    const text = readFileSync(join(packageRoot(), "images/airflow", `requirements-${version}.txt`), "utf8");
    const minor = (name: string) => text.match(new RegExp(`^${name}==(\\d+\\.\\d+)`, "m"))?.[1];
    expect(minor("celery")).toBeDefined();
    expect(minor("kombu")).toBe(minor("celery"));
  });
});
