import { Readable } from "node:stream";
import Dockerode from "dockerode";
import type { Engine } from "../../engine/engine.ts";

/** What an engine answers about images. */
export interface FakeImages {
  /** Names of the images that it has, with the labels and variables of each. */
  images?: Record<string, { labels?: Record<string, string>; env?: string[]; entrypoint?: string[]; cmd?: string[] }>;
  /** The events of a pull of that name; a pull of another name is refused as if no registry answered. */
  pulls?: Record<string, object[]>;
}

/** An engine that knows images and nothing else, with the names that it was asked to pull. */
export function fakeEngine({ images = {}, pulls = {} }: FakeImages): { engine: Engine; pulled: string[] } {
  const pulled: string[] = [];
  const failure = (statusCode: number, message: string) => Object.assign(new Error(message), { statusCode });
  const docker = {
    modem: new Dockerode().modem,
    getImage: (name: string) => ({
      inspect: async () => {
        const image = images[name];
        if (!image) throw failure(404, `(HTTP code 404) no such image - No such image: ${name}`);
        const { labels, env, entrypoint, cmd } = image;
        return {
          Id: `sha256:${name}`,
          Size: 1,
          Config: { Labels: labels, Env: env, Entrypoint: entrypoint, Cmd: cmd },
        };
      },
    }),
    pull: async (name: string) => {
      pulled.push(name);
      const events = pulls[name];
      if (!events)
        throw failure(500, '(HTTP code 500) server error - Get "https://r.example/v2/": dial tcp: no such host');
      if (!events.some((event) => "error" in event)) images[name] = {};
      return Readable.from(events.map((event) => Buffer.from(`${JSON.stringify(event)}\n`)));
    },
  };
  return { engine: { docker: docker as unknown as Dockerode, local: true } as Engine, pulled };
}
