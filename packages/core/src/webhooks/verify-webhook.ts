import { timingSafeEqual } from "node:crypto";
import { WebhookNotVerifiedError } from "../errors.ts";
import type { WebhookBody } from "../types/webhook.ts";
import { signatureWith } from "./signature.ts";

/** A delivery as a receiver gets it. */
export interface ReceivedWebhook {
  /** The request's headers, their names in lower case, as Node has them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The request's body exactly as it came: parsed and written again it would be another. */
  readonly body: string | Uint8Array;
  /** The endpoint's secret, or several while it changes. */
  readonly secret: string | readonly string[];
  /** How far the delivery's time may be from now, in seconds, so that nobody can repeat an old one. @defaultValue `300` */
  readonly toleranceSeconds?: number;
}

const DEFAULTS = { toleranceSeconds: 300 } satisfies Partial<ReceivedWebhook>;

/**
 * Checks the signature of a delivery (Standard Webhooks) and returns what it says. The header `webhook-id` stays the same
 * when an event is delivered again: remember it, to take each event once.
 * @throws WebhookNotVerifiedError
 *
 * @example
 * ```ts
 * const { event, tenantId, data } = verifyWebhook({ headers: request.headers, body: rawBody, secret });
 * ```
 */
export function verifyWebhook(received: ReceivedWebhook): WebhookBody {
  const { headers, body, secret, toleranceSeconds } = { ...DEFAULTS, ...received };
  const header = (name: string): string => {
    const value = headers[name];
    if (typeof value !== "string") throw new WebhookNotVerifiedError(`the header ${name} is missing`);
    return value;
  };
  const [id, time, signatures] = [header("webhook-id"), header("webhook-timestamp"), header("webhook-signature")];
  const timestamp = /^\d{1,12}$/.test(time) ? Number(time) : Number.NaN;
  const isNow = Math.abs(Date.now() / 1000 - timestamp) <= toleranceSeconds;
  if (!isNow) throw new WebhookNotVerifiedError("its time is too far from now");
  const text = typeof body === "string" ? body : Buffer.from(body).toString("utf8");
  const expected = [secret].flat().map((one) => signatureWith(one, { id, timestamp, text }));
  const given = signatures
    .split(" ")
    .flatMap((one) => (one.startsWith("v1,") ? [Buffer.from(one.slice(3), "base64")] : []));
  const matches = given.some((one) =>
    expected.some((other) => one.length === other.length && timingSafeEqual(one, other)),
  );
  if (!matches) throw new WebhookNotVerifiedError("no signature fits");
  return JSON.parse(text) as WebhookBody;
}
