import { describe, expect, it } from "vitest";
import { describeDrift, settingsDrift } from "./settings-drift.ts";

describe("settings drift", () => {
  it("is empty where all components agree", () => {
    expect(settingsDrift({ scheduler: { "core.executor": "C" }, worker: { "core.executor": "C" } })).toEqual([]);
  });

  it("names the component that differs, or lacks a setting", () => {
    const drift = settingsDrift({
      scheduler: { "core.executor": "C", "core.fernet_key": "1" },
      "worker-1": { "core.executor": "C", "core.fernet_key": "1" },
      "worker-2": { "core.executor": "L" },
    });
    expect(drift.map(describeDrift)).toEqual([
      "the setting core.executor of worker-2 differs from that of scheduler, worker-1",
      "the setting core.fernet_key of worker-2 differs from that of scheduler, worker-1",
    ]);
  });
});
