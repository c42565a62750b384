import { z } from "zod";
import { defineRoute, type Route, type RouteDefinition } from "./define-route.ts";

/** A route whose answer is a line of JSON after another. */
type StreamDefinition<Caller, Body extends z.ZodType, Query extends z.ZodType, Params extends z.ZodType> = Omit<
  RouteDefinition<Caller, Body, Query, typeof stream, Params>,
  "result"
> & { readonly lines: z.ZodType };

const stream = z.custom<AsyncIterable<object>>();

/** Declares a route that answers with lines of JSON (NDJSON), each sent as soon as it is there. */
export const defineStream = <Caller, Body extends z.ZodType, Query extends z.ZodType, Params extends z.ZodType>(
  route: StreamDefinition<Caller, Body, Query, Params>,
): Route => defineRoute({ ...route, result: stream });
