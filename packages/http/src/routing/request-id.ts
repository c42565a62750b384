import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";

const ACCEPTED = /^[\w.-]{1,64}$/;

/** Gives every request an id, the caller's own where it is one, and tells it in the answer: it is what the log has, too. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.get("x-request-id");
  response.setHeader("X-Request-Id", given !== undefined && ACCEPTED.test(given) ? given : randomUUID());
  next();
};
