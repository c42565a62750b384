import type { WhatsAppOptions } from "./whatsapp-options.ts";

/** Milliseconds that Baileys shows each QR of a socket: the first one longer. */
export function* qrLifetimes({ qrTimeoutMs, socketConfig }: WhatsAppOptions): Generator<number, never, void> {
  const chosen = socketConfig?.qrTimeout ?? qrTimeoutMs;
  yield chosen ?? 60_000;
  for (;;) yield chosen ?? 20_000;
}
