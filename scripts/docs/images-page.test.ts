import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { defaultImage } from "../../src/images/defaults.ts";
import { services } from "../../src/images/service.ts";

it("the page of the images has every service with its default image", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/images.md"), "utf8");
  const shown = [...page.matchAll(/^\| `(\w+)` +\| `(\S+)` /gm)].map(([, service, image]) => [service, image]);
  expect(shown).toEqual(services.map((service) => [service, defaultImage(service)]));
});
