import { PolyphoneError, type PolyphoneErrorCode } from "@polyphone/core";
import { type InputIssue, RequestError, type RequestErrorCode } from "./request-errors.ts";
import { statusOf } from "./status-of.ts";

/** The body of every answer that is not a success. */
export interface ProblemBody {
  readonly success: false;
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
    const body = { success: false, message, code } as const;
    return { status: statusOf(code), headers, body: issues.length > 0 ? { ...body, errors: issues } : body };
  }
  if (error instanceof PolyphoneError) {
    const status = statusOf(error.code);
    const message = status === 500 ? OUR_FAULT : error.message;
    return { status, headers: {}, body: { success: false, message, code: error.code } };
  }
  return { status: 500, headers: {}, body: { success: false, message: OUR_FAULT, code: "INTERNAL_ERROR" } };
}
