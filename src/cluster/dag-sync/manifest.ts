import { text } from "node:stream/consumers";
import { extract } from "tar-stream";
import { z } from "zod";
import type { RunningContainer } from "../../containers/running-container.ts";
import type { FolderContent } from "./folder-content.ts";

/**
 * Lies beside the copied DAG files and says which they are: tasks write files there too, and those are not ours to
 * remove. Airflow looks at no such file.
 */
export const MANIFEST = ".airflow-testcontainers.json";

const manifest = z.object({ files: z.record(z.string(), z.string()) });

/** The manifest as it is stored. */
export function manifestText(files: FolderContent): string {
  return JSON.stringify({ files } satisfies z.input<typeof manifest>);
}

/** What was copied into a folder of a container, or undefined where no readable manifest lies there. */
export async function copiedContent(container: RunningContainer, folder: string): Promise<FolderContent | undefined> {
  const archive = await container.container.getArchive({ path: `${folder}/${MANIFEST}` }).catch((error: unknown) => {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  });
  if (!archive) return undefined;
  const entries = extract();
  archive.pipe(entries);
  for await (const entry of entries) {
    const stored: unknown = await text(entry)
      .then(JSON.parse)
      .catch(() => undefined);
    return manifest.safeParse(stored).data?.files;
  }
  return undefined;
}
