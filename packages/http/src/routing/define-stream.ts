import { z } from "zod";
import { defineRoute, type Route, type RouteDefinition, type StreamOf } from "./define-route.ts";

/** A route whose answer comes piece by piece. */
type StreamDefinition<Caller, Body extends z.ZodType, Query extends z.ZodType, Params extends z.ZodType> = Omit<
  RouteDefinition<Caller, Body, Query, typeof stream, Params>,
  "result"
> & { readonly stream: StreamOf };

const stream = z.custom<AsyncIterable<object>>();

/** Declares a route whose answer comes piece by piece, each sent as soon as it is there and no faster than it is read. */
export const defineStream = <Caller, Body extends z.ZodType, Query extends z.ZodType, Params extends z.ZodType>(
  route: StreamDefinition<Caller, Body, Query, Params>,
): Route => defineRoute({ ...route, result: stream });
