import { it } from "vitest";
import { inlineTests } from "./testing/inline-run.ts";

const { holds } = inlineTests(`
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import "../../src/index.ts";
import "../../src/vitest/config.ts";
import "../../src/vitest/global-setup.ts";
import "../../src/vitest/index.ts";

const files = Object.keys(createRequire(import.meta.url).cache);
const loaded = new Set(files.map((file) => /.*node_modules\\/((@[^/]+\\/)?[^/]+)/.exec(file)?.[1]));
`);

it("importing the package loads what every use of a cluster needs", holds('expect(loaded).toContain("pg");'));

it(
  "importing the package does not load what only some uses need, since that takes longer than all the rest",
  holds('expect(["testcontainers", "dockerode", "redis"].filter((name) => loaded.has(name))).toEqual([]);'),
);
