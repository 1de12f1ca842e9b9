import type { Engine } from "../engine/engine.ts";

/** An image that the engine has. */
export interface PresentImage {
  name: string;
  /** `sha256:…` */
  id: string;
  /** Bytes, shared layers included. */
  size: number;
  labels: Readonly<Record<string, string>>;
  /** Environment that the image sets. */
  env: Readonly<Record<string, string>>;
}

/** The image of that name, or undefined where the engine has none; other failures are thrown. */
export async function presentImage(engine: Engine, name: string): Promise<PresentImage | undefined> {
  try {
    const { Id, Size, Config } = await engine.docker.getImage(name).inspect();
    const env = (Config?.Env ?? []).map((entry): [string, string] => {
      const at = entry.indexOf("=");
      return [entry.slice(0, at), entry.slice(at + 1)];
    });
    return { name, id: Id, size: Size, labels: Config?.Labels ?? {}, env: Object.fromEntries(env) };
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}
