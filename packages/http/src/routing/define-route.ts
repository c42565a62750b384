import type { Request } from "express";
import { z } from "zod";
import type { Guard } from "./guard.ts";
import { parseInput } from "./parse-input.ts";
import type { WrittenJson } from "./written-json.ts";

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** What a handler gets: all of it checked. */
interface Call<Caller, Body, Query, Params> {
  readonly caller: Caller;
  readonly body: Body;
  readonly query: Query;
  readonly params: Params;
  /** A header of the request, by its name in any case. */
  readonly header: (name: string) => string | undefined;
  /** Aborts when the caller hangs up. */
  readonly signal: AbortSignal;
}

/** An answer that comes piece by piece: lines of JSON (NDJSON), or server-sent events. */
export interface StreamOf {
  readonly format: "lines" | "events";
  readonly item: z.ZodType;
}

/** All there is to know of a route, in one place. */
export interface RouteDefinition<
  Caller,
  Body extends z.ZodType,
  Query extends z.ZodType,
  Result extends z.ZodType<object>,
  Params extends z.ZodType,
> {
  readonly method: Method;
  /** Relative to where the router is mounted; `:name` stands for a member of `params`. */
  readonly path: string;
  /** One sentence for the documents. */
  readonly summary: string;
  readonly auth: Guard<Caller>;
  readonly body: Body;
  readonly query: Query;
  readonly params?: Params;
  /** Headers that the route knows beside those of every route, with what each is for. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What a 200 holds. */
  readonly result: Result;
  /** Set where the 200 is a stream: how it is written and what each of its items is. The handler resolves with an `AsyncIterable`. */
  readonly stream?: StreamOf;
  /** Resolves with the JSON of the 200; errors find their status in one table. */
  handler(
    call: Call<Caller, z.output<Body>, z.output<Query>, z.output<Params>>,
  ): Promise<z.output<Result> | WrittenJson>;
}

/** Knows whether the caller has hung up. Its signal is made at first use: few routes ask for it, and it costs as much as a check. */
type HungUp = Pick<AbortController, "signal">;

/** A defined route, its types forgotten, so that a list can hold all of them. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly auth: Guard<unknown>;
  readonly body: z.ZodType;
  readonly query: z.ZodType;
  readonly params: z.ZodType;
  readonly headers: Readonly<Record<string, string>>;
  readonly result: z.ZodType;
  readonly stream: StreamOf | undefined;
  /** Checks the caller, then the path, the body and the query; then handles. */
  answer(request: Request, readBody: () => Promise<unknown>, hungUp: HungUp): Promise<object>;
}

const noParams = z.object({});

/** Declares a route: whom it lets in, what it takes, what it does, what it gives. */
export function defineRoute<
  Caller,
  Body extends z.ZodType,
  Query extends z.ZodType,
  Result extends z.ZodType<object>,
  Params extends z.ZodType = typeof noParams,
>(route: RouteDefinition<Caller, Body, Query, Result, Params>): Route {
  const { method, path, summary, auth, body, query, result, headers = {} } = route;
  const params: z.ZodType = route.params ?? noParams;
  return {
    ...{ method, path, summary, auth, body, query, params, headers, result },
    stream: route.stream,
    async answer(request, readBody, hungUp) {
      const caller = await auth.check(request);
      const call = {
        caller,
        params: (route.params === undefined ? {} : parseInput("path", params, request.params)) as z.output<Params>,
        body: parseInput("body", body, method === "GET" ? undefined : await readBody()),
        query: parseInput("query", query, request.query),
        header: (name: string) => request.get(name),
        get signal() {
          return hungUp.signal;
        },
      };
      return route.handler(call);
    },
  };
}
