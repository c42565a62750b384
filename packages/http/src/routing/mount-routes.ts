import type { Request, Response, Router } from "express";
import { MethodNotAllowedError } from "../problems/request-errors.ts";
import type { Route } from "./define-route.ts";
import { nextPage } from "./next-page.ts";
import type { Observe } from "./observe.ts";
import type { ReadJson } from "./read-json.ts";
import { requestIdOf } from "./request-id.ts";
import { RouteTable } from "./route-table.ts";
import { type EventStreamSettings, type SentEvent, sendEvents } from "./send-events.ts";
import { sendJson } from "./send-json.ts";
import { sendLines } from "./send-lines.ts";

/** How all routes are served. */
export interface Serving {
  readonly readJson: ReadJson;
  readonly events: EventStreamSettings;
  readonly observe?: Observe | undefined;
}

/** Puts the routes on a router. What is asked of another path goes on, with its id, to what stands behind them. */
export function mountRoutes(router: Router, routes: readonly Route[], serving: Serving): void {
  const table = new RouteTable(routes);
  router.use(async (request, response, next) => {
    const id = requestIdOf(request);
    try {
      const found = table.find(request.path);
      const route = found?.byMethod.get(request.method);
      if (found !== undefined && route !== undefined) {
        request.params = { ...found.params };
        return await serve({ route, request, response, id }, serving);
      }
      response.setHeader("X-Request-Id", id);
      if (found !== undefined) return refuseMethod(request, response, found.allow);
    } catch (error) {
      if (!response.headersSent) response.setHeader("X-Request-Id", id);
      throw error;
    }
    next();
  });
}

/** A request and the route that it has found. */
interface Asked {
  readonly route: Route;
  readonly request: Request;
  readonly response: Response;
  readonly id: string;
}

async function serve({ route, request, response, id }: Asked, { readJson, events, observe }: Serving): Promise<void> {
  if (observe !== undefined) observeAnswer(route, response, observe);
  const hungUp = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) hungUp.abort();
  });
  const answer = await route.answer(request, () => readJson(request, response), hungUp);
  if (route.stream === undefined) {
    // Headers that come all at once cost Node half of what those do that are set before.
    sendJson(response, 200, answer, { "X-Request-Id": id, ...nextPage(request, answer) });
    return;
  }
  response.setHeader("X-Request-Id", id);
  if (route.stream.format === "lines") return sendLines(response, answer as AsyncIterable<object>);
  return sendEvents(response, answer as AsyncIterable<SentEvent>, {
    ...events,
    assertWelcome: () => route.auth.check(request),
    stop: (reason) => hungUp.abort(reason),
  });
}

/** OPTIONS is a question, so it is answered, not refused. */
function refuseMethod(request: Request, response: Response, allow: string): void {
  if (request.method !== "OPTIONS") throw new MethodNotAllowedError(allow);
  response.writeHead(204, { Allow: allow }).end();
}

function observeAnswer({ method, path }: Route, response: Response, observe: Observe): void {
  const since = performance.now();
  response.once("close", () => {
    const { statusCode: status } = response;
    observe({ method, route: path, status, seconds: (performance.now() - since) / 1000 });
  });
}
