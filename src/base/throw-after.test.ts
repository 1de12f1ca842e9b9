import { expect, it } from "vitest";
import { HarnessError } from "./harness-error.ts";
import { throwAfter } from "./throw-after.ts";

const first = new HarnessError("AT_IMAGE", "no image", { try: "another name" });

it("throws the error itself after a clean-up", async () => {
  const done: string[] = [];
  await expect(throwAfter(first, async () => done.push("cleaned up"))).rejects.toBe(first);
  expect(done).toEqual(["cleaned up"]);
});

it("keeps both errors where the clean-up fails", async () => {
  const second = new Error("still in use");
  const failing = throwAfter(first, async () => {
    throw second;
  });
  await expect(failing).rejects.toMatchObject({
    message: "no image; and the clean-up failed: still in use",
    errors: [first, second],
  });
});
