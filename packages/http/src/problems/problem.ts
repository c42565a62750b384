import { STATUS_CODES } from "node:http";
import { InvalidBusinessError, PolyphoneError, type PolyphoneErrorCode } from "@polyphone/core";
import { type InputIssue, RequestError, type RequestErrorCode } from "./request-errors.ts";
import { statusOf } from "./status-of.ts";

/** The body of every answer that is not a success: the specification's form, and RFC 9457's members beside it. */
export interface ProblemBody {
  readonly success: false;
  /** `about:blank`: there is no more to a problem than its `code` and the status say. */
  readonly type: "about:blank";
  /** The status in words. */
  readonly title: string;
  readonly status: number;
  /** The same as `message`. */
  readonly detail: string;
  /** For people: what is wrong and what to do next. */
  readonly message: string;
  /** For programs: stable. */
  readonly code: PolyphoneErrorCode | RequestErrorCode | "INTERNAL_ERROR";
  /** What is wrong with the input, one by one. */
  readonly errors?: readonly InputIssue[];
}

/** An error as it leaves over HTTP. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ProblemBody;
}

/** What a caller hears of a failure that is ours: the rest is in the log. */
const OUR_FAULT = "Something went wrong on the server; it has been logged. Try again later.";

/** Turns whatever was thrown into an answer that reveals nothing of the inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof RequestError) {
    const { code, message, headers, issues } = error;
    return problem(statusOf(code), code, message, headers, issues);
  }
  if (error instanceof PolyphoneError) {
    const status = statusOf(error.code);
    return problem(status, error.code, status === 500 ? OUR_FAULT : error.message, {}, issuesOf(error));
  }
  return problem(500, "INTERNAL_ERROR", OUR_FAULT);
}

/** Which input it is about, where the core knows; in the API's names. */
function issuesOf(error: PolyphoneError): readonly InputIssue[] {
  if (!(error instanceof InvalidBusinessError)) return [];
  const path = error.field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [{ path, message: `Must be ${error.expected}.` }];
}

function problem(
  status: number,
  code: ProblemBody["code"],
  message: string,
  headers: Problem["headers"] = {},
  errors: readonly InputIssue[] = [],
): Problem {
  const title = STATUS_CODES[status] ?? "Error";
  const rfc9457 = { type: "about:blank", title, status, detail: message } as const;
  const body = { success: false, message, code, ...rfc9457 } as const;
  return { status, headers, body: errors.length > 0 ? { ...body, errors } : body };
}
