import pLimit from "p-limit";
import type { z } from "zod";
import { ApiError, NoAnswerError } from "./api-error.ts";
import type { CallOptions } from "./call-options.ts";
import { complaintOf } from "./complaint.ts";
import { type Answer, type ApiRequest, type BaseUrl, exchange, jsonOf, nameOf } from "./exchange.ts";
import type { Authorization } from "./token-login.ts";

/**
 * Requests at once. The API server answers up to 40, and each of them needs one of the 15 connections that it may have to
 * its database (`[database] sql_alchemy_pool_size` and `sql_alchemy_max_overflow`): with more it stands still for minutes.
 */
const AT_ONCE = 12;

/** Asks Airflow's API as a user who is logged in, and checks what it answers. */
export class ApiHttp {
  private readonly baseUrl: BaseUrl;
  private readonly authorization: Authorization;
  private readonly turns = pLimit(AT_ONCE);

  constructor(baseUrl: BaseUrl, authorization: Authorization) {
    this.baseUrl = baseUrl;
    this.authorization = authorization;
  }

  /**
   * Sends a request and checks its answer.
   * @throws ApiError with the status where it is refused, or naming the fields that are not as expected
   */
  async ask<S extends z.ZodType>(request: ApiRequest, schema: S, options: CallOptions = {}): Promise<z.output<S>> {
    return check(request, await this.send(request, options), schema);
  }

  /** {@link ask} without a login, for what must work before one does. */
  async askOpenly<S extends z.ZodType>(
    request: ApiRequest,
    schema: S,
    options: CallOptions = {},
  ): Promise<z.output<S>> {
    return check(
      request,
      accept(request, await this.exchange(request, this.authorization.always ?? {}, options)),
      schema,
    );
  }

  /** Sends a request whose answer does not matter, as long as it is not refused. */
  async tell(request: ApiRequest, options: CallOptions = {}): Promise<void> {
    await this.send(request, options);
  }

  private async send(request: ApiRequest, options: CallOptions): Promise<Answer> {
    const headers = await this.authorization.headers(options);
    const answer = await this.exchange(request, headers, options);
    if (answer.status !== 401) return accept(request, answer);
    this.authorization.forget(headers);
    return accept(request, await this.exchange(request, await this.authorization.headers(options), options));
  }

  /** Its time begins when it has its turn. */
  private exchange(
    request: ApiRequest,
    headers: Readonly<Record<string, string>>,
    options: CallOptions,
  ): Promise<Answer> {
    return this.turns(() => exchange(this.baseUrl, request, headers, options));
  }
}

function accept(request: ApiRequest, answer: Answer): Answer {
  const { status, text } = answer;
  if (status >= 200 && status < 300) return answer;
  const what = `${nameOf(request)}: Airflow answered ${status}`;
  const observed = complaintOf(jsonOf(text)) ?? undefined;
  if (status >= 500) throw new NoAnswerError("AT_API", what, { status, observed });
  throw new ApiError(status === 404 ? "AT_NOT_FOUND" : "AT_API", what, { status, observed });
}

function check<S extends z.ZodType>(request: ApiRequest, { status, text }: Answer, schema: S): z.output<S> {
  const result = schema.safeParse(jsonOf(text));
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, message }) => `${path.map(String).join(".") || "the answer"}: ${message}`,
  );
  throw new ApiError("AT_API", `${nameOf(request)} answered something unexpected`, {
    ...{ status, observed: faults.slice(0, 5).join("\n") },
    try: "the Airflow version may not be one that is supported",
  });
}
