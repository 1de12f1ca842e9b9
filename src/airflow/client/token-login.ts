import { z } from "zod";
import { ApiError, NoAnswerError } from "./api-error.ts";
import type { CallOptions } from "./call-options.ts";
import { type BaseUrl, exchange, jsonOf } from "./exchange.ts";

/** Name and password of a user. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** Gives requests the right to be answered. */
export interface Authorization {
  /** What may go with requests that need no login, because something before Airflow may want it. */
  readonly always?: Readonly<Record<string, string>>;
  headers(options: CallOptions): Promise<Readonly<Record<string, string>>>;
  /** Forgets what was given with these headers, because the server refused it. */
  forget(headers: Readonly<Record<string, string>>): void;
}

const token = z.object({ access_token: z.string().min(1) });

/**
 * A bearer token for a name and a password, fetched once for all callers, and again when the server refuses it; the
 * same path for every auth manager of Airflow 3.
 */
export class TokenLogin implements Authorization {
  private readonly baseUrl: BaseUrl;
  private readonly login: Login;
  private asked: Promise<Readonly<Record<string, string>>> | undefined;
  private held: Readonly<Record<string, string>> | undefined;

  constructor(baseUrl: BaseUrl, login: Login) {
    this.baseUrl = baseUrl;
    this.login = login;
  }

  /** @throws ApiError `AT_API` where the name or the password is wrong */
  async headers(options: CallOptions): Promise<Readonly<Record<string, string>>> {
    const own = this.asked === undefined;
    const asked = this.asked ?? this.fetchToken(options);
    this.asked = asked;
    try {
      const headers = await asked;
      this.held = headers;
      return headers;
    } catch (error) {
      if (this.asked === asked) this.asked = undefined;
      options.signal?.throwIfAborted();
      // Whoever asked first may have been interrupted; that is no answer for the others.
      if (!own && !(error instanceof ApiError)) return this.headers(options);
      throw error;
    }
  }

  forget(headers: Readonly<Record<string, string>>): void {
    if (this.held !== headers) return;
    this.held = undefined;
    this.asked = undefined;
  }

  private async fetchToken(options: CallOptions): Promise<Readonly<Record<string, string>>> {
    const request = { method: "POST", path: "/auth/token", body: this.login } as const;
    const { status, text } = await exchange(this.baseUrl, request, {}, options);
    const parsed = token.safeParse(status < 300 ? jsonOf(text) : undefined);
    if (parsed.success) return Object.freeze({ authorization: `Bearer ${parsed.data.access_token}` });
    // What the server says is not repeated: it may echo the password.
    if (status >= 500) throw new NoAnswerError("AT_API", `POST /auth/token: Airflow answered ${status}`, { status });
    if (status !== 401 && status !== 403) {
      throw new ApiError("AT_API", `POST /auth/token answered ${status} without a token`, { status });
    }
    throw new ApiError("AT_API", `Airflow refused the login of user "${this.login.username}"`, {
      ...{ status, observed: `${status}: wrong name or password` },
      try: "the name and password that the cluster was started with",
    });
  }
}
