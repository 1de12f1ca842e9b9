import { describe, expect, it } from "vitest";
import { Intermediates } from "./intermediates.ts";

describe("images between the steps of a build", () => {
  it("should be those that the build made", () => {
    const made = new Intermediates();
    const output = [
      "Step 1/5 : ARG AIRFLOW_IMAGE",
      "Step 2/5 : FROM apache/airflow",
      " ---> aaaaaaaaaaaa",
      "Step 3/5 : RUN echo ' ---> no'",
      " ---> Using cache",
      " ---> bbbbbbbbbbbb",
      "Step 4/5 : RUN true",
      " ---> Running in 000000000000",
      "Removing intermediate container 000000000000",
      " ---> cccccccccccc",
      "Step 5/5 : LABEL x=y",
      " ---> Running in 111111111111",
      " ---> dddddddddddd",
      "Successfully built dddddddddddd",
    ];
    for (const line of output) made.read(line);
    expect(made.ids).toEqual(["cccccccccccc", "dddddddddddd"]);
  });
});
