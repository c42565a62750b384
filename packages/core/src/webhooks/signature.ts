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
  return keysOf(secrets)
    .map((key) => `v1,${hmac(key, signed).digest("base64")}`)
    .join(" ");
}

/** An endpoint's secrets are one list until they change: what they decode to is kept as long. */
const decoded = new WeakMap<readonly string[], readonly Buffer[]>();

function keysOf(secrets: readonly string[]): readonly Buffer[] {
  const keys = decoded.get(secrets) ?? secrets.map(keyOf);
  decoded.set(secrets, keys);
  return keys;
}

/** HMAC-SHA256 over id, timestamp and text. */
export const signatureWith = (secret: string, signed: Signed): Buffer => hmac(keyOf(secret), signed).digest();

const hmac = (key: Buffer, { id, timestamp, text }: Signed) =>
  createHmac("sha256", key).update(`${id}.${timestamp}.${text}`);

const keyOf = (secret: string) =>
  Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, "base64");
