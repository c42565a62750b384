import { Agent, type IncomingMessage, request } from "node:http";
import type { WireRequest } from "./random-request.ts";

/** An answer as it came. */
export interface WireAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Sends requests as they are, which `fetch` would not, over connections that stay open. */
export class WireClient {
  readonly #agent: Agent;

  constructor(
    private readonly base: string,
    private readonly options: { readonly connections: number; readonly timeoutMs: number },
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  }

  /** Rejects when no whole answer comes in time. A stream of events is left as soon as it has begun. */
  send({ method, path, headers, body }: WireRequest): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      const { hostname: host, port, pathname } = new URL(this.base);
      const sent = request({ host, port, method, path: pathname + path, headers, agent: this.#agent }, (response) => {
        const { statusCode: status = 0 } = response;
        const type = response.headers["content-type"] ?? "";
        const isEndless = type.startsWith("text/event-stream");
        if (isEndless) {
          resolve({ status, type, text: "" });
          response.destroy();
        } else {
          textOf(response).then((text) => resolve({ status, type, text }), reject);
        }
      });
      const { timeoutMs } = this.options;
      const late = setTimeout(() => sent.destroy(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
      sent.once("close", () => clearTimeout(late));
      sent.once("error", reject);
      // A length even where there is no body, or Node would send one in chunks with some methods.
      if (body !== undefined) sent.setHeader("content-length", body.length);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return text;
}
