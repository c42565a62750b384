import { ApiError } from "./api-error.ts";
import { type FollowOptions, followEvents, type ReceivedEvent } from "./follow-events.ts";
import type { Answer, AskedArgs, LinesPath, Method, PathOf } from "./operations.ts";

/** How to reach the API. */
export interface ClientOptions {
  /** Where the API is, such as `https://example.com/api`; in a browser `/api` will do. */
  readonly baseUrl: string;
  /** A tenant's token, or where to find it each time. */
  readonly token?: string | (() => string | undefined);
  /** For the routes below `/admin`, and for tokens where issuing them is closed. */
  readonly adminKey?: string;
}

/** What of a request is not its path. */
interface Sent {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly header?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * The API of Polyphone with the types of its OpenAPI document. What is not a success is thrown as an `ApiError`.
 *
 * @example
 * ```ts
 * const client = new Client({ baseUrl: "http://127.0.0.1:3000/api", token });
 * const { conversations } = await client.get("/message/conversations", { query: { limit: 20 } });
 * for await (const { id, body } of client.events({ signal })) show(id, body);
 * ```
 */
export class Client {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** @throws ApiError */
  get<Path extends PathOf<"get">>(path: Path, ...[asked]: AskedArgs<"get", Path>): Promise<Answer<"get", Path>> {
    return this.#ask("get", path, asked);
  }

  /** @throws ApiError */
  post<Path extends PathOf<"post">>(path: Path, ...[asked]: AskedArgs<"post", Path>): Promise<Answer<"post", Path>> {
    return this.#ask("post", path, asked);
  }

  /** @throws ApiError */
  put<Path extends PathOf<"put">>(path: Path, ...[asked]: AskedArgs<"put", Path>): Promise<Answer<"put", Path>> {
    return this.#ask("put", path, asked);
  }

  /** @throws ApiError */
  delete<Path extends PathOf<"delete">>(
    path: Path,
    ...[asked]: AskedArgs<"delete", Path>
  ): Promise<Answer<"delete", Path>> {
    return this.#ask("delete", path, asked);
  }

  /**
   * An answer of lines of JSON, which may be more than fits into memory: read it from the body, or save it as it is.
   * @throws ApiError
   */
  lines<Path extends LinesPath>(path: Path, ...[asked]: AskedArgs<"get", Path>): Promise<Response> {
    return this.#answer("get", path, asked ?? {});
  }

  /**
   * What happens to the tenant, as it happens. Lost connections are opened again, and nothing is missing after them. It ends when
   * the signal says so.
   * @throws ApiError when coming back does not help: the token is not good any more, or the event to go on after is gone
   */
  events(options: FollowOptions = {}): AsyncGenerator<ReceivedEvent, void, void> {
    const open = (lastEventId: string | undefined, signal: AbortSignal | undefined) =>
      this.#fetch("get", "/events", {
        header: { "Last-Event-ID": lastEventId },
        ...(signal !== undefined && { signal }),
      });
    return followEvents(open, options);
  }

  async #ask<Result>(method: Method, path: string, asked: Sent = {}): Promise<Result> {
    const response = await this.#answer(method, path, asked);
    return response.json() as Promise<Result>;
  }

  async #answer(method: Method, path: string, asked: Sent): Promise<Response> {
    const response = await this.#fetch(method, path, asked);
    if (!response.ok) throw await ApiError.of(response);
    return response;
  }

  #fetch(method: Method, template: string, { path = {}, query = {}, header = {}, body, signal }: Sent) {
    const { baseUrl, token, adminKey } = this.#options;
    const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
    const asked = new URLSearchParams(given(query)).toString();
    const bearer = typeof token === "function" ? token() : token;
    return fetch(baseUrl.replace(/\/$/, "") + filled + (asked === "" ? "" : `?${asked}`), {
      method: method.toUpperCase(),
      headers: given({
        Authorization: bearer === undefined ? undefined : `Bearer ${bearer}`,
        "X-Admin-Key": adminKey,
        "Content-Type": body === undefined ? undefined : "application/json",
        ...header,
      }),
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  }
}

/** The members that have a value, as text. */
const given = (members: Readonly<Record<string, string | number | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]])),
  );
