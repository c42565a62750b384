import type { Request } from "express";
import type { z } from "zod";
import type { Guard } from "./guard.ts";
import { parseInput } from "./parse-input.ts";

/** What a handler gets: all of it checked. */
interface Call<Caller, Body, Query> {
  readonly caller: Caller;
  readonly body: Body;
  readonly query: Query;
  /** A header of the request, by its name in any case. */
  readonly header: (name: string) => string | undefined;
  /** Aborts when the caller hangs up. */
  readonly signal: AbortSignal;
}

/** All there is to know of a route, in one place. */
export interface RouteDefinition<Caller, Body extends z.ZodType, Query extends z.ZodType> {
  readonly method: "GET" | "POST" | "PUT";
  /** Relative to where the router is mounted. */
  readonly path: string;
  readonly auth: Guard<Caller>;
  readonly body: Body;
  readonly query: Query;
  /** Resolves with the JSON of the 200; errors find their status in one table. */
  handler(call: Call<Caller, z.output<Body>, z.output<Query>>): Promise<object>;
}

/** A defined route, its types forgotten, so that a list can hold all of them. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly scheme: Guard<unknown>["scheme"];
  readonly body: z.ZodType;
  readonly query: z.ZodType;
  /** Checks the caller, then the body, then the query; then handles. */
  answer(request: Request, readBody: () => Promise<unknown>, signal: AbortSignal): Promise<object>;
}

/** Declares a route: whom it lets in, what it takes, what it does. */
export function defineRoute<Caller, Body extends z.ZodType, Query extends z.ZodType>(
  route: RouteDefinition<Caller, Body, Query>,
): Route {
  const { method, path, auth } = route;
  return {
    method,
    path,
    scheme: auth.scheme,
    body: route.body,
    query: route.query,
    async answer(request, readBody, signal) {
      const caller = await auth.check(request);
      const body = parseInput("body", route.body, method === "GET" ? undefined : await readBody());
      const query = parseInput("query", route.query, request.query);
      return route.handler({ caller, body, query, header: (name) => request.get(name), signal });
    },
  };
}
