import type { TenantId } from "../types/tenant.ts";
import { PolyphoneError } from "./polyphone-error.ts";

export class WebhookFailedError extends PolyphoneError {
  readonly code = "WEBHOOK_FAILED";
  /** How long the receiver asks to be left alone. */
  readonly retryAfterMs: number | undefined;
  constructor(
    readonly status: number | null,
    { retryAfterMs, ...options }: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(
      status === null ? "The webhook's receiver could not be reached." : `The webhook's receiver answered ${status}.`,
      options,
    );
    this.retryAfterMs = retryAfterMs;
  }
}

export class WebhookAddressRefusedError extends PolyphoneError {
  readonly code = "WEBHOOK_ADDRESS_REFUSED";
  constructor() {
    super(
      "The webhook URL leads to an address that is not public: use a public one, or allow its host with allowedHosts or allowPrivate.",
    );
  }
}

export class WebhookNotVerifiedError extends PolyphoneError {
  readonly code = "WEBHOOK_NOT_VERIFIED";
  constructor(reason: string) {
    super(`The delivery is not verified, and nothing in it may be believed: ${reason}.`);
  }
}

export class UnknownEndpointError extends PolyphoneError {
  readonly code = "UNKNOWN_ENDPOINT";
  constructor(
    readonly tenantId: TenantId,
    readonly endpointId: string,
  ) {
    super(`Tenant ${tenantId} has no webhook endpoint ${endpointId}: list() names those that there are.`);
  }
}

export class InvalidEndpointError extends PolyphoneError {
  readonly code = "INVALID_WEBHOOK_ENDPOINT";
  constructor(reason: string) {
    super(`The webhook endpoint cannot be like that: ${reason}.`);
  }
}

export class TooManyEndpointsError extends PolyphoneError {
  readonly code = "TOO_MANY_ENDPOINTS";
  constructor(
    readonly tenantId: TenantId,
    readonly maxEndpoints: number,
  ) {
    super(`Tenant ${tenantId} has ${maxEndpoints} webhook endpoints already: remove one first.`);
  }
}

export class InvalidReplayError extends PolyphoneError {
  readonly code = "INVALID_REPLAY";
  constructor(reason: string) {
    super(`Nothing is delivered again: ${reason}.`);
  }
}
