import { describe, expect, it } from "vitest";
import { requirementsFiles } from "./requirements-files.ts";

const reader = (files: Record<string, string>) => (path: string) => {
  const content = files[path];
  if (content === undefined) throw new Error(`ENOENT: no such file, open '${path}'`);
  return content;
};

describe("a requirements file", () => {
  it("should bring the files that it includes, with the includes adjusted", () => {
    const files = {
      "/p/requirements.txt": "-r ../base.txt\n--constraint=pins.txt\n-c https://example.org/c.txt\npandas==2.2\n",
      "/base.txt": "requests\n-r p/more.txt\n",
      "/p/more.txt": "-r requirements.txt\nsix\n",
      "/p/pins.txt": "numpy<3\n",
    };
    expect(requirementsFiles("/p/requirements.txt", reader(files))).toEqual([
      { path: "0.txt", content: "-r 1.txt\n--constraint=3.txt\n-c https://example.org/c.txt\npandas==2.2\n" },
      { path: "1.txt", content: "requests\n-r 2.txt\n" },
      { path: "2.txt", content: "-r 0.txt\nsix\n" },
      { path: "3.txt", content: "numpy<3\n" },
    ]);
  });

  it("should say which file is missing and who includes it", () => {
    expect(() => requirementsFiles("/r.txt", reader({ "/r.txt": "-r gone.txt" }))).toThrow(
      expect.objectContaining({
        code: "AT_USAGE",
        message: [
          "the requirements file /gone.txt cannot be read",
          "  observed  ENOENT: no such file, open '/gone.txt'",
          "  evidence  it is included by /r.txt",
        ].join("\n"),
      }),
    );
  });
});
