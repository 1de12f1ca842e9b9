import type Dockerode from "dockerode";
import { reasonOf } from "../base/harness-error.ts";
import type { Engine } from "../engine/engine.ts";
import { parseReference } from "./image-reference.ts";
import type { OnProgress } from "./progress.ts";

/** Why a pull brought no image; `unreachable` where no registry answered at all. */
export interface PullFailure {
  reason: string;
  unreachable: boolean;
}

export interface PullOptions {
  onProgress?: OnProgress;
  signal?: AbortSignal;
  /** Milliseconds until the registry must have answered. @default 10_000 */
  answerMs?: number;
  /** Milliseconds that it may be silent after that. @default 60_000 */
  silenceMs?: number;
}

const dockerHub = "https://index.docker.io/v1/";

/** Pulls an image by exactly this name. Returns why it could not; throws only if the caller's signal ended it. */
export async function pullImage(
  engine: Engine,
  name: string,
  options: PullOptions = {},
): Promise<PullFailure | undefined> {
  const { onProgress = () => {}, signal, answerMs = 10_000, silenceMs = 60_000 } = options;
  const silent = new AbortController();
  let limit = answerMs;
  const giveUp = () => silent.abort(new Error(`nothing from the registry for ${limit / 1000} s`));
  let timer = setTimeout(giveUp, limit);
  let told = "";
  const heard = (event: string) => {
    if (ended.aborted) return;
    clearTimeout(timer);
    limit = silenceMs;
    timer = setTimeout(giveUp, limit);
    if (event !== told) onProgress(`pulling ${name}: ${event}`);
    told = event;
  };
  const ended = signal ? AbortSignal.any([signal, silent.signal]) : silent.signal;
  try {
    onProgress(`pulling ${name}`);
    await Promise.race([pull(engine.docker, name, ended, heard), rejection(ended)]);
    return undefined;
  } catch (error) {
    signal?.throwIfAborted();
    const reason = plainReason(silent.signal.aborted ? reasonOf(silent.signal.reason) : reasonOf(error));
    return { reason, unreachable: silent.signal.aborted ? limit === answerMs : isUnreachable(reason) };
  } finally {
    clearTimeout(timer);
  }
}

async function pull(
  docker: Dockerode,
  name: string,
  signal: AbortSignal,
  onEvent: (text: string) => void,
): Promise<void> {
  const { registry } = parseReference(name);
  const { getAuthConfig } = await import("testcontainers/build/container-runtime/auth/get-auth-config.js");
  const authconfig = await getAuthConfig(registry ?? dockerHub).catch(() => undefined);
  const stream = await docker.pull(name, { authconfig, abortSignal: signal });
  const layers = new LayerCount();
  // An error comes inside the stream, after a status of 200.
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      (error, events: PullEvent[] = []) => {
        const failed = error ?? events.map((event) => event.error).find(Boolean);
        if (failed) reject(failed instanceof Error ? failed : new Error(String(failed)));
        else resolve();
      },
      (event: PullEvent) => onEvent(layers.after(event)),
    );
  });
}

interface PullEvent {
  id?: string;
  status?: string;
  error?: string;
}

/** Says how much of a pull is done. */
class LayerCount {
  private readonly all = new Set<string>();
  private readonly done = new Set<string>();

  after({ id, status = "" }: PullEvent): string {
    if (id && /^[0-9a-f]{12}$/.test(id)) {
      this.all.add(id);
      if (/^(Pull complete|Already exists)/.test(status)) this.done.add(id);
    }
    return this.all.size > 0 ? `${this.done.size} of ${this.all.size} layers` : status;
  }
}

/** Without what the client and the engine put in front. */
function plainReason(reason: string): string {
  return reason
    .replace(/^\(HTTP code \d+\) [^-]* - /, "")
    .replace(/^Get "?[^" ]+"?: /, "")
    .trim();
}

/** Registries that answer say one of these; anything else came from the way to them. */
export function isUnreachable(reason: string): boolean {
  return !/manifest|not found|denied|unauthorized|authentication|toomanyrequests|rate limit|no matching|invalid reference/i.test(
    reason.replace(/lookup [^:]*: .*not found/i, "no such host"),
  );
}

function rejection(signal: AbortSignal): Promise<never> {
  const rejected = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  rejected.catch(() => {});
  return rejected;
}
