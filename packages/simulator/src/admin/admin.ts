import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { SimulatorControls } from "../controls.ts";
import { SimulatorError } from "../errors.ts";
import { readBody } from "./body.ts";
import { match } from "./routes.ts";
import { statusOf } from "./status.ts";

/** The admin API as a listener of an HTTP server: everything is JSON, errors are `{error, code}`. */
export function createAdmin(simulator: SimulatorControls): RequestListener {
  return (request, response) => {
    answer(simulator, request)
      .catch(describe)
      .then(({ status, body }) => send(response, status, body))
      // Only a client that is gone can make this fail, and nobody is left to tell.
      .catch(() => response.destroy());
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function answer(simulator: SimulatorControls, request: IncomingMessage): Promise<Answer> {
  const target = `http://admin${request.url ?? "/"}`;
  if (!URL.canParse(target)) throw new SimulatorError("INVALID_INPUT", "the request target is not a path");
  const url = new URL(target);
  const { route, parameter } = match(request.method ?? "GET", url.pathname);
  const body = await readBody(request);
  const result = await route({ simulator, parameter, query: url.searchParams, body });
  return { status: 200, body: result };
}

function describe(error: unknown): Answer {
  if (!(error instanceof SimulatorError)) {
    return { status: 500, body: { error: "the simulator failed", code: "INTERNAL" } };
  }
  return { status: statusOf(error.code), body: { error: error.message, code: error.code } };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
