import { z } from "zod";
import { allPages } from "../all-pages.ts";
import type { ApiHttp } from "../api-http.ts";
import type { CallOptions } from "../call-options.ts";
import type { ApiRequest } from "../exchange.ts";

const most = 100;

/** All of a list; the answer has it under the key. */
export async function listAll<S extends z.ZodType>(
  http: ApiHttp,
  request: ApiRequest,
  key: string,
  item: S,
  options: CallOptions | undefined,
): Promise<z.output<S>[]> {
  return allPages((limit, offset) => readPage(http, withQuery(request, { limit, offset }), key, item, options));
}

/** The first 100 of a list, in the order asked for. */
export async function listFirst<S extends z.ZodType>(
  http: ApiHttp,
  request: ApiRequest,
  key: string,
  item: S,
  options: CallOptions | undefined,
): Promise<z.output<S>[]> {
  return (await readPage(http, withQuery(request, { limit: most }), key, item, options)).items;
}

async function readPage<S extends z.ZodType>(
  http: ApiHttp,
  request: ApiRequest,
  key: string,
  item: S,
  options: CallOptions | undefined,
): Promise<{ items: z.output<S>[]; total: number | null }> {
  const schema = z.object({ [key]: z.array(item), total_entries: z.number().nullish() });
  const answer = await http.ask(request, schema, options);
  return { items: answer[key] as z.output<S>[], total: (answer.total_entries as number | null | undefined) ?? null };
}

function withQuery(request: ApiRequest, query: NonNullable<ApiRequest["query"]>): ApiRequest {
  return { ...request, query: { ...request.query, ...query } };
}
