import { z } from "zod";
import { ApiError, isNotFound, notFound, wasThere } from "../api-error.ts";
import type { ApiHttp } from "../api-http.ts";
import type { CallOptions } from "../call-options.ts";
import type { ApiRequest } from "../exchange.ts";
import { listAll } from "./lists.ts";

/** A kind of thing that Airflow stores under a name. */
export interface Stored<S extends z.ZodType> {
  /** For messages: `variable`. */
  readonly noun: string;
  /** Path of all of them, and of one. */
  readonly all: string;
  one(name: string): string;
  /** Where a list has them, and how each is checked. */
  readonly key: string;
  readonly item: S;
  /** What names one in a list. */
  readonly nameKey: string;
}

/** Reads, writes and deletes things of one kind. */
export class Store<S extends z.ZodType> {
  private readonly http: ApiHttp;
  private readonly kind: Stored<S>;

  constructor(http: ApiHttp, kind: Stored<S>) {
    this.http = http;
    this.kind = kind;
  }

  list(options?: CallOptions): Promise<z.output<S>[]> {
    return listAll(this.http, { path: this.kind.all }, this.kind.key, this.kind.item, options);
  }

  async get(name: string, options?: CallOptions): Promise<z.output<S>> {
    const { noun, all, one, key, item, nameKey } = this.kind;
    try {
      return await this.http.ask({ path: one(name) }, item, options);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      const named = z.object({ [nameKey]: z.string() });
      const known = await listAll(this.http, { path: all }, key, named, options);
      throw notFound(
        [noun],
        name,
        known.map((entry) => entry[nameKey] as string),
        error,
      );
    }
  }

  /** Creates it, or replaces the fields of the one there is. */
  async set(
    name: string,
    create: unknown,
    change: Omit<ApiRequest, "path">,
    options?: CallOptions,
  ): Promise<z.output<S>> {
    const { all, one, item } = this.kind;
    try {
      return await this.http.ask({ method: "POST", path: all, body: create }, item, options);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
      return this.http.ask({ ...change, method: "PATCH", path: one(name) }, item, options);
    }
  }

  /** @returns whether there was one */
  delete(name: string, options?: CallOptions): Promise<boolean> {
    return wasThere(this.http.tell({ method: "DELETE", path: this.kind.one(name) }, options));
  }
}
