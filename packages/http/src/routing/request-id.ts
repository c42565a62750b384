import { randomUUID } from "node:crypto";
import type { Request, RequestHandler } from "express";

const ACCEPTED = /^[\w.-]{1,64}$/;

/** What the log and the answer call a request: the caller's own id where it is one, or a new one. */
export function requestIdOf({ headers }: Pick<Request, "headers">): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && ACCEPTED.test(given) ? given : randomUUID();
}

/** Tells a request's id in the answer, whoever gives it. */
export const requestId: RequestHandler = (request, response, next) => {
  response.setHeader("X-Request-Id", requestIdOf(request));
  next();
};
