import type { IncomingMessage, ServerResponse } from "node:http";
import type { SimulatorControls } from "../controls.ts";
import { SimulatorError } from "../errors.ts";
import { readBody } from "./body.ts";
import { refuseForeign } from "./refuse-foreign.ts";
import { match } from "./routes.ts";
import { statusOf } from "./status.ts";

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Answers a call with JSON; errors are `{error, code}`. `base` is where the calls are, "/admin" for instance. */
export function answerCall(
  simulator: SimulatorControls,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  call(simulator, base, request)
    .catch(describe)
    .then(({ status, body }) => send(response, status, body))
    // Only a client that is gone can make this fail, and nobody is left to tell.
    .catch(() => response.destroy());
}

/** Where a request wants to go. Throws `INVALID_INPUT` when that is no path. */
export function targetOf(request: IncomingMessage): URL {
  const target = `http://simulator${request.url ?? "/"}`;
  if (!URL.canParse(target)) throw new SimulatorError("INVALID_INPUT", "the request target is not a path");
  return new URL(target);
}

/** Answers with the error alone. */
export function refuse(response: ServerResponse, error: unknown): void {
  const { status, body } = describe(error);
  send(response, status, body);
}

async function call(simulator: SimulatorControls, base: string, request: IncomingMessage): Promise<Answer> {
  refuseForeign(request);
  const { pathname, searchParams } = targetOf(request);
  if (!pathname.startsWith(`${base}/`)) throw new SimulatorError("NOT_FOUND", `there is nothing at ${pathname}`);
  const { route, parameter } = match(request.method ?? "GET", pathname.slice(base.length));
  const body = await readBody(request);
  const result = await route({ simulator, parameter, query: searchParams, body });
  return { status: 200, body: result };
}

function describe(error: unknown): Answer {
  if (!(error instanceof SimulatorError)) {
    return { status: 500, body: { error: "the simulator failed", code: "INTERNAL" } };
  }
  return { status: statusOf(error.code), body: { error: error.message, code: error.code } };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(JSON.stringify(body));
}
