import type { Scope } from "../routing/guard.ts";

/** Codes of what can be wrong with a request before it reaches a tenant. */
export type RequestErrorCode =
  | "INVALID_REQUEST"
  | "MALFORMED_JSON"
  | "MALFORMED_PATH"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "BODY_TOO_LARGE"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "INSUFFICIENT_SCOPE"
  | "RATE_LIMITED"
  | "TOO_MANY_STREAMS"
  | "READER_TOO_SLOW"
  | "NOT_FOUND"
  | "METHOD_NOT_ALLOWED";

/** One thing wrong with an input; `path` is empty when it is the input as a whole. */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}

/** The parent of the errors that the router itself finds. */
export abstract class RequestError extends Error {
  abstract readonly code: RequestErrorCode;
  /** Headers that the answer must carry. */
  readonly headers: Readonly<Record<string, string>> = {};
  /** What is wrong, one by one, when it is the input. */
  readonly issues: readonly InputIssue[] = [];
}

export class InvalidRequestError extends RequestError {
  readonly code = "INVALID_REQUEST";
  constructor(
    input: "path" | "body" | "query",
    override readonly issues: readonly InputIssue[],
  ) {
    const wrong = issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
    super(`The ${input} is not valid. ${wrong.join("; ")}`);
  }
}

export class MalformedJsonError extends RequestError {
  readonly code = "MALFORMED_JSON";
  constructor(why: string) {
    super(`The body could not be read as JSON: ${why}`);
  }
}

export class MalformedPathError extends RequestError {
  readonly code = "MALFORMED_PATH";
  constructor() {
    super("The path could not be read: what is escaped with % in it must be UTF-8.");
  }
}

export class UnsupportedMediaTypeError extends RequestError {
  readonly code = "UNSUPPORTED_MEDIA_TYPE";
  constructor() {
    super("Send the body as JSON in UTF-8, with the header Content-Type: application/json.");
  }
}

export class BodyTooLargeError extends RequestError {
  readonly code = "BODY_TOO_LARGE";
  constructor(maxBodyBytes: number) {
    super(`A body has at most ${maxBodyBytes} bytes.`);
  }
}

export class MissingTokenError extends RequestError {
  readonly code = "UNAUTHORIZED";
  override readonly headers = { "WWW-Authenticate": "Bearer" };
  constructor() {
    super("A token is needed: send the header Authorization: Bearer <token>.");
  }
}

const WHY = { expired: "has expired", revoked: "has been revoked", invalid: "is not valid" } as const;

export class InvalidTokenError extends RequestError {
  readonly code = "UNAUTHORIZED";
  override readonly headers = { "WWW-Authenticate": 'Bearer error="invalid_token"' };
  constructor(reason: "expired" | "revoked" | "invalid") {
    super(`The token ${WHY[reason]}: get a new one.`);
  }
}

export class InsufficientScopeError extends RequestError {
  readonly code = "INSUFFICIENT_SCOPE";
  override readonly headers: Readonly<Record<string, string>>;
  constructor(scope: Scope) {
    super(`The token is not good for this: it takes one with the scope "${scope}".`);
    this.headers = { "WWW-Authenticate": `Bearer error="insufficient_scope", scope="${scope}"` };
  }
}

export class RateLimitedError extends RequestError {
  readonly code = "RATE_LIMITED";
  override readonly headers: Readonly<Record<string, string>>;
  constructor(retryAfterMs: number) {
    const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
    super(`Too many requests: try again in ${seconds} s.`);
    this.headers = { "Retry-After": String(seconds) };
  }
}

export class TooManyStreamsError extends RequestError {
  readonly code = "TOO_MANY_STREAMS";
  constructor(maxPerTenant: number) {
    super(`${maxPerTenant} streams of this tenant are open already: close one first.`);
  }
}

export class ReaderTooSlowError extends RequestError {
  readonly code = "READER_TOO_SLOW";
  constructor(waitedMs: number) {
    super(`Nothing was read for ${waitedMs} ms: come back with Last-Event-ID, nothing is lost.`);
  }
}

export class InvalidAdminKeyError extends RequestError {
  readonly code = "UNAUTHORIZED";
  override readonly headers = { "WWW-Authenticate": "AdminKey" };
  constructor() {
    super("This is for the administrator: send the admin key in the header X-Admin-Key.");
  }
}

export class IssuanceRefusedError extends RequestError {
  readonly code = "FORBIDDEN";
  constructor() {
    super("No token is issued for this tenant to this caller.");
  }
}

export class RouteNotFoundError extends RequestError {
  readonly code = "NOT_FOUND";
  constructor() {
    super("There is no such route.");
  }
}

export class MethodNotAllowedError extends RequestError {
  readonly code = "METHOD_NOT_ALLOWED";
  override readonly headers: Readonly<Record<string, string>>;
  constructor(allow: string) {
    super(`This route takes ${allow}.`);
    this.headers = { Allow: allow };
  }
}
