import type { Logger } from "@polyphone/core";
import type { ErrorRequestHandler, Request } from "express";
import { sendJson } from "../routing/send-json.ts";
import { toProblem } from "./problem.ts";

const PROBLEM_JSON = { "Content-Type": "application/problem+json; charset=utf-8" };

const wantsProblem = ({ headers }: Request): boolean => headers.accept?.includes("application/problem+json") === true;

/** An error's stack and those of its causes; not its other fields, for they may hold what a tenant wrote. */
const stacks = (error: unknown): readonly string[] =>
  error instanceof Error ? [error.stack ?? error.message, ...stacks(error.cause)] : [];

/** The last middleware of the router: answers what went wrong, and logs it when it was not the caller's doing. */
export function answerProblem(logger: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const { status, headers, body } = toProblem(error);
    // A caller that hung up while a session was starting hears nothing, and that is no failure.
    if (response.closed) return;
    if (status >= 500) {
      const { method, baseUrl, path } = request;
      const requestId = response.getHeader("X-Request-Id");
      logger.error(
        { requestId, method, path: baseUrl + path, status, code: body.code, stacks: stacks(error) },
        "request failed",
      );
    }
    // Half an answer is out already: cut it, so that nobody takes it for a whole one.
    if (response.headersSent) response.destroy();
    else sendJson(response, status, body, { ...headers, ...(wantsProblem(request) && PROBLEM_JSON) });
  };
}
