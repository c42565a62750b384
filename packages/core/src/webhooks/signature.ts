import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** What a signature is made of, as Standard Webhooks has it. */
export interface Signed {
  /** The event's id: the header `webhook-id`. */
  readonly id: string;
  /** Seconds since the epoch: the header `webhook-timestamp`. */
  readonly timestamp: number;
  /** The body's text, byte for byte. */
  readonly text: string;
}

/** A new secret, as its receiver keeps it. */
export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString("base64");

/** The header `webhook-signature`: a signature with each secret, so that a receiver may know either while they change. */
export function signatureHeader(secrets: readonly string[], signed: Signed): string {
  return secrets.map((secret) => `v1,${signatureWith(secret, signed).toString("base64")}`).join(" ");
}

/** HMAC-SHA256 over id, timestamp and text. */
export function signatureWith(secret: string, { id, timestamp, text }: Signed): Buffer {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, "base64");
  return createHmac("sha256", key).update(`${id}.${timestamp}.${text}`).digest();
}
