import type Dockerode from "dockerode";
import tar from "tar-fs";
import type { Engine } from "../engine/engine.ts";
import { staysOnHost } from "./dag-folder.ts";
import { folderContent } from "./dag-sync/folder-content.ts";
import { MANIFEST, manifestText } from "./dag-sync/manifest.ts";
import { OWNER } from "./dag-sync/owner.ts";

/**
 * Copies folders into volumes. The container that carries them is never started: mounting a new volume gives it the
 * owner that the image has at that place, and copying works with an engine on another host too.
 */
export async function fillVolumes(
  engine: Engine,
  options: {
    image: string;
    labels: Record<string, string>;
    /** Volume by mount point. */
    volumes: Readonly<Record<string, string>>;
    /** Host folder by mount point. */
    folders: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const carrier: Dockerode.Container = await engine.docker.createContainer({
    Image: options.image,
    Labels: options.labels,
    HostConfig: { Binds: Object.entries(options.volumes).map(([target, volume]) => `${volume}:${target}`) },
  });
  try {
    for (const [target, folder] of Object.entries(options.folders)) {
      // Read before it is packed: a file that changes in between is then copied again by the next synchronisation.
      const manifest = manifestText(await folderContent(folder));
      await carrier.putArchive(packFolder(folder, manifest), { path: target });
    }
  } finally {
    await carrier.remove({ force: true });
  }
}

function packFolder(folder: string, manifest: string): NodeJS.ReadableStream {
  const pack: unknown = tar.pack(folder, {
    dereference: true,
    ignore: staysOnHost,
    map: (header) => ({
      ...header,
      ...OWNER,
      mode: (header.mode ?? 0) | (header.type === "directory" ? 0o775 : 0o664),
      // The dag processor looks again only at files that are newer than its last look.
      mtime: new Date(),
    }),
    finalize: false,
    finish: (archive) => {
      archive.entry({ name: MANIFEST, ...OWNER, mode: 0o664, mtime: new Date() }, manifest);
      archive.finalize();
    },
  });
  // A streamx stream: it has all that the engine's client uses, but not Node's type.
  return pack as NodeJS.ReadableStream;
}
