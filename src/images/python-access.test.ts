import { describe, expect, it } from "vitest";
import { pythonAccess } from "./python-access.ts";
import { fakeHost } from "./testing/fake-host.ts";

const index = "https://me:secret@pypi.example/simple";

describe("where Python packages come from", () => {
  it("should be nothing special on a machine without settings", () => {
    expect(pythonAccess(fakeHost({}, { PIP_CERT: "/x", PIP_FIND_LINKS: "/opt/wheels", UV_CACHE_DIR: "/y" }))).toEqual({
      env: {},
      files: [],
    });
  });

  it("should tell uv what pip.conf says", () => {
    const conf = `[global]\nindex-url = ${index}\nextra-index-url =\n    https://a.example\n    https://b.example\ntrusted-host: h\n`;
    expect(pythonAccess(fakeHost({ "/etc/pip.conf": conf })).env).toEqual({
      PIP_INDEX_URL: index,
      PIP_EXTRA_INDEX_URL: "https://a.example https://b.example",
      PIP_TRUSTED_HOST: "h",
      UV_DEFAULT_INDEX: index,
      UV_INDEX: "https://a.example https://b.example",
      UV_INSECURE_HOST: "h",
    });
  });

  it("should prefer the user's file to the system's, and a variable to both", () => {
    const files = {
      "/etc/pip.conf": "[global]\nindex-url = system\ntimeout = 1\n",
      "/home/me/.config/pip/pip.conf": "[global]\nindex-url = user\nretries = 2\n",
    };
    const { env } = pythonAccess(fakeHost(files, { PIP_TIMEOUT: "3" }));
    expect(env).toMatchObject({ PIP_INDEX_URL: "user", PIP_RETRIES: "2", PIP_TIMEOUT: "3" });
  });

  it("should tell pip what uv's variables say", () => {
    const variables = { UV_DEFAULT_INDEX: `corp=${index}`, UV_INDEX_CORP_PASSWORD: "x", UV_PYTHON: "3.9" };
    expect(pythonAccess(fakeHost({}, variables)).env).toEqual({
      UV_DEFAULT_INDEX: `corp=${index}`,
      UV_INDEX_CORP_PASSWORD: "x",
      PIP_INDEX_URL: index,
    });
  });

  it.each([
    [
      "a default index",
      `[[index]]\nurl = "https://other"\n\n[[index]]\nname = "corp"\nurl = "${index}"\ndefault = true\n`,
    ],
    ["index-url", `index-url = "${index}"\n`],
  ])("should tell pip about %s in uv.toml", (_, toml) => {
    const { env, files } = pythonAccess(fakeHost({ "/home/me/.config/uv/uv.toml": toml }));
    expect(env).toEqual({ UV_CONFIG_FILE: "/mnt/machine/uv.toml", PIP_INDEX_URL: index });
    expect(files).toEqual([{ path: "uv.toml", content: toml }]);
  });

  it("should take the credentials of .netrc along", () => {
    const { env, files } = pythonAccess(fakeHost({ "/home/me/.netrc": "machine h login l password p" }));
    expect(env).toEqual({ NETRC: "/mnt/machine/netrc" });
    expect(files.map((file) => file.path)).toEqual(["netrc"]);
  });
});
