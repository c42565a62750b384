import type { Request } from "express";

/** Who may call a route, and what its handler learns of the caller. */
export interface Guard<Caller> {
  /** How callers identify themselves, for documents. */
  readonly scheme: "bearer" | "adminKey" | "none";
  /** Resolves with the caller, or rejects with a `RequestError`. Comes before the body is read. */
  check(request: Request): Promise<Caller>;
}
