import type { Request } from "express";

/** What a token may be good for. One without scopes is good for all. */
export type Scope = "read" | "send" | "manage";

/** Who may call a route, and what its handler learns of the caller. */
export interface Guard<Caller> {
  /** How callers identify themselves, for documents. */
  readonly scheme: "bearer" | "adminKey" | "none";
  /** What their token must be good for, where there is one. */
  readonly scope?: Scope;
  /** Resolves with the caller, or rejects with a `RequestError`. Comes before the body is read. */
  check(request: Request): Promise<Caller>;
}

/** The same callers, let in for different things. */
export type Guards<Caller> = { readonly [S in Scope]: Guard<Caller> };
