import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** An answer as a test looks at it. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Asks a served app; `body` is sent as JSON unless it is a string already. */
export interface Ask {
  (method: string, path: string, options?: AskOptions): Promise<Answer>;
  /** Where the app is. */
  readonly origin: string;
}

interface AskOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** The body as text. */
  readonly raw?: boolean;
}

/** Serves an app on a free loopback port until the test ends. */
export async function served(app: RequestListener): Promise<Ask> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;

  const origin = `http://127.0.0.1:${port}`;
  const ask = async (method: string, path: string, { token, body, headers, signal, raw = false }: AskOptions = {}) => {
    const response = await fetch(origin + path, {
      method,
      signal: signal ?? null,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    // Lines of JSON are none.
    const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
    const read = text === "" && !raw ? undefined : isJson && !raw ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: read };
  };
  return Object.assign(ask, { origin });
}
