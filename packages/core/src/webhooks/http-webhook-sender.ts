import { Agent, type Dispatcher } from "undici";
import { WebhookFailedError } from "../errors.ts";
import { UrlGuard, type UrlGuardOptions } from "./guard/url-guard.ts";
import { retryAfterMs } from "./retry-after.ts";
import { signatureHeader } from "./signature.ts";
import type { WebhookDelivery, WebhookSender } from "./webhook-sender.ts";

/** How webhooks are posted. */
export interface HttpWebhookSenderOptions extends UrlGuardOptions {
  /** Longest wait for the receiver's answer, in milliseconds, the connection included. @defaultValue `15_000` */
  readonly timeoutMs?: number;
  /** Connections kept to one receiver. Raise it only if many tenants share a slow one. @defaultValue `16` */
  readonly connectionsPerOrigin?: number;
}

const DEFAULTS = { timeoutMs: 15_000, connectionsPerOrigin: 16 } satisfies HttpWebhookSenderOptions;

/** What a receiver answers says nothing to us; more than this of it is cut off. */
const MAX_ANSWER_BYTES = 131_072;

/** Posts events as JSON. Any 2xx answer takes the event; redirects are never followed. */
export class HttpWebhookSender implements WebhookSender {
  readonly #timeoutMs: number;
  readonly #connections: number;
  readonly #guard: UrlGuard;
  #agent: Agent | undefined;

  constructor(options: HttpWebhookSenderOptions = {}) {
    const { timeoutMs, connectionsPerOrigin, ...guard } = { ...DEFAULTS, ...options };
    this.#timeoutMs = timeoutMs;
    this.#connections = connectionsPerOrigin;
    this.#guard = new UrlGuard(guard);
  }

  /** @throws WebhookFailedError */
  async send(delivery: WebhookDelivery): Promise<number> {
    const { signal } = delivery;
    // Not AbortSignal.any: its parent would remember every delivery for as long as it lives.
    const abort = new AbortController();
    const cancel = () => abort.abort(signal.reason);
    const timer = setTimeout(() => abort.abort(new Error(`No answer within ${this.#timeoutMs} ms`)), this.#timeoutMs);
    signal.addEventListener("abort", cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      const { statusCode: status, headers } = await this.#post(delivery, abort.signal);
      if (status < 200 || status > 299) throw new WebhookFailedError(status, { retryAfterMs: retryAfterMs(headers) });
      return status;
    } catch (cause) {
      throw cause instanceof WebhookFailedError ? cause : new WebhookFailedError(null, { cause });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
    }
  }

  /** @throws WebhookAddressRefusedError */
  check(url: string): void {
    this.#guard.check(url);
  }

  /** Cuts off what is still open. A later `send` opens anew. */
  async close(): Promise<void> {
    const agent = this.#agent;
    this.#agent = undefined;
    await agent?.destroy();
  }

  async #post({ id, url, body, secrets }: WebhookDelivery, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const { event, tenantId, data } = body;
    const { origin, pathname, search } = new URL(url);
    const text = JSON.stringify({ event, tenantId, data });
    const timestamp = Math.floor(Date.now() / 1000);
    this.#agent ??= new Agent({ connections: this.#connections, connect: this.#guard.connector(this.#timeoutMs) });
    const answer = await this.#agent.request({
      origin,
      path: pathname + search,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "X-Tenant-Id": tenantId,
        "X-Event-Type": event,
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signatureHeader(secrets, { id, timestamp, text }),
      },
      body: text,
      signal,
    });
    await discard(answer.body);
    return answer;
  }
}

/** Reads the answer to its end, so that the connection can be used again. The status has already decided. */
async function discard(body: Dispatcher.ResponseData["body"]): Promise<void> {
  await body.dump({ limit: MAX_ANSWER_BYTES }).catch(() => undefined);
}
