import { Agent } from "undici";
import { WebhookFailedError } from "../errors.ts";
import { type Answer, exchange } from "./exchange.ts";
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
    let answer: Answer;
    try {
      answer = await this.#post(delivery);
    } catch (cause) {
      throw new WebhookFailedError(null, { cause });
    }
    const { status, headers } = answer;
    if (status < 200 || status > 299) throw new WebhookFailedError(status, { retryAfterMs: retryAfterMs(headers) });
    return status;
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

  #post({ id, url, tenantId, event, body, secrets, signal }: WebhookDelivery): Promise<Answer> {
    const { origin, pathname, search } = new URL(url);
    const timestamp = Math.floor(Date.now() / 1000);
    this.#agent ??= new Agent({ connections: this.#connections, connect: this.#guard.connector(this.#timeoutMs) });
    const headers = {
      "content-type": "application/json",
      "X-Tenant-Id": tenantId,
      "X-Event-Type": event,
      "webhook-id": id,
      "webhook-timestamp": String(timestamp),
      "webhook-signature": signatureHeader(secrets, { id, timestamp, text: body }),
    };
    return exchange(
      this.#agent,
      { origin, path: pathname + search, method: "POST", headers, body },
      { timeoutMs: this.#timeoutMs, signal },
    );
  }
}
