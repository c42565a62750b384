import type { TenantId } from "../types/tenant.ts";
import { PolyphoneError } from "./polyphone-error.ts";

export class UnknownRecipientError extends PolyphoneError {
  readonly code = "UNKNOWN_RECIPIENT";
  constructor() {
    super("This number is not on WhatsApp: check it with checkNumber() and include the country code.");
  }
}

export class SendFailedError extends PolyphoneError {
  readonly code = "SEND_FAILED";
  constructor(
    readonly tenantId: TenantId,
    options: { cause: unknown },
  ) {
    super(`The message of tenant ${tenantId} could not be handed to WhatsApp: try again.`, options);
  }
}

export class SendQueueFullError extends PolyphoneError {
  readonly code = "SEND_QUEUE_FULL";
  constructor(
    readonly tenantId: TenantId,
    readonly maxQueued: number,
  ) {
    super(`${maxQueued} messages of tenant ${tenantId} wait to be sent already: try again when some have left.`);
  }
}

export class IdempotencyKeyReusedError extends PolyphoneError {
  readonly code = "IDEMPOTENCY_KEY_REUSED";
  constructor(readonly key: string) {
    super("Another message was sent under this idempotency key: repeat that one unchanged, or choose a new key.");
  }
}
