import type { components } from "./schema.ts";

type Problem = components["schemas"]["Problem"];

/** An answer of the API that is not a success, or an answer that is none of the API's. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** Stable, such as `SESSION_NOT_CONNECTED`; `NOT_THE_API` when something else has answered. */
  readonly code: string;
  /** What is wrong with the input, one by one. */
  readonly errors: NonNullable<Problem["errors"]>;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    /** The HTTP status. */
    readonly status: number,
    problem: Pick<Problem, "message" | "code" | "errors">,
    retryAfterMs?: number,
  ) {
    super(problem.message);
    this.code = problem.code;
    this.errors = problem.errors ?? [];
    this.retryAfterMs = retryAfterMs;
  }

  /** Reads what a server has answered. */
  static async of(response: Response): Promise<ApiError> {
    const { status, headers } = response;
    const seconds = Number(headers.get("retry-after") ?? Number.NaN);
    const body: unknown = await response.json().catch(() => undefined);
    return new ApiError(status, isProblem(body) ? body : notTheApi(status), seconds > 0 ? seconds * 1000 : undefined);
  }
}

const notTheApi = (status: number) => ({
  code: "NOT_THE_API",
  message: `What answered with ${status} is not the API: look at the address, and at what stands between.`,
});

/** True of the body of every answer of the API that is not a success. */
export function isProblem(body: unknown): body is Problem {
  if (typeof body !== "object" || body === null) return false;
  const { code, message } = body as Partial<Problem>;
  return typeof code === "string" && typeof message === "string";
}
