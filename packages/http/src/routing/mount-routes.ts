import type { Request, RequestHandler, Response, Router } from "express";
import { MethodNotAllowedError, RouteNotFoundError } from "../problems/request-errors.ts";
import type { Route } from "./define-route.ts";
import { nextPage } from "./next-page.ts";
import type { Observe } from "./observe.ts";
import type { ReadJson } from "./read-json.ts";
import { type EventStreamSettings, type SentEvent, sendEvents } from "./send-events.ts";
import { sendJson } from "./send-json.ts";
import { sendLines } from "./send-lines.ts";

/** How all routes are served. */
export interface Serving {
  readonly readJson: ReadJson;
  readonly events: EventStreamSettings;
  readonly observe?: Observe | undefined;
}

/** Puts the routes on a router, and behind them the answers for other methods and other paths. */
export function mountRoutes(router: Router, routes: readonly Route[], serving: Serving): void {
  for (const [path, methods] of groupByPath(routes)) {
    const mounted = router.route(path);
    const refuse = refuseMethod(methods);
    for (const route of methods) {
      // Express answers HEAD from GET, and an answer without a body would wait for the end of the stream.
      if (route.stream !== undefined) mounted.head(refuse);
      mounted[METHODS[route.method]](serve(route, serving));
    }
    mounted.all(refuse);
  }
  // Whatever is left of the path.
  router.use(() => {
    throw new RouteNotFoundError();
  });
}

const METHODS = { GET: "get", POST: "post", PUT: "put", DELETE: "delete" } as const satisfies Record<
  Route["method"],
  keyof Router
>;

const serve =
  (route: Route, { readJson, events, observe }: Serving) =>
  async (request: Request, response: Response) => {
    if (observe !== undefined) observeAnswer(route, response, observe);
    const hungUp = new AbortController();
    response.once("close", () => {
      if (!response.writableFinished) hungUp.abort();
    });
    const answer = await route.answer(request, () => readJson(request, response), hungUp.signal);
    switch (route.stream?.format) {
      case undefined:
        return sendJson(response, 200, answer, nextPage(request, answer));
      case "lines":
        return sendLines(response, answer as AsyncIterable<object>);
      default:
        return sendEvents(response, answer as AsyncIterable<SentEvent>, {
          ...events,
          assertWelcome: () => route.auth.check(request),
          stop: (reason) => hungUp.abort(reason),
        });
    }
  };

function observeAnswer({ method, path }: Route, response: Response, observe: Observe): void {
  const since = performance.now();
  response.once("close", () => {
    const { statusCode: status } = response;
    observe({ method, route: path, status, seconds: (performance.now() - since) / 1000 });
  });
}

/** OPTIONS is a question, so it is answered, not refused. */
function refuseMethod(routes: readonly Route[]): RequestHandler {
  const methodsOf = ({ method, stream }: Route) =>
    method === "GET" && stream === undefined ? ["GET", "HEAD"] : [method];
  const allow = [...routes.flatMap(methodsOf), "OPTIONS"];
  const header = allow.join(", ");
  return (request, response) => {
    if (request.method !== "OPTIONS") throw new MethodNotAllowedError(header);
    response.writeHead(204, { Allow: header }).end();
  };
}

function groupByPath(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const groups = new Map<string, Route[]>();
  for (const route of routes) {
    groups.set(route.path, [...(groups.get(route.path) ?? []), route]);
  }
  return groups;
}
