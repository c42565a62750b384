import type { SessionState } from "../types/session-status.ts";
import type { TenantId } from "../types/tenant.ts";
import { PolyphoneError } from "./polyphone-error.ts";

export class SessionNotConnectedError extends PolyphoneError {
  readonly code = "SESSION_NOT_CONNECTED";
  constructor(
    readonly tenantId: TenantId,
    readonly state: SessionState,
  ) {
    super(`Tenant ${tenantId} is ${state}, not connected: call connect() and scan the QR first.`);
  }
}

export class SessionTimeoutError extends PolyphoneError {
  readonly code = "SESSION_TIMEOUT";
  constructor(
    readonly tenantId: TenantId,
    readonly waitedMs: number,
  ) {
    super(
      `Tenant ${tenantId} neither showed a QR nor connected within ${waitedMs} ms: it keeps trying, call connect() again.`,
    );
  }
}

export class SessionBannedError extends PolyphoneError {
  readonly code = "SESSION_BANNED";
  constructor(readonly tenantId: TenantId) {
    super(`WhatsApp has banned the account of tenant ${tenantId}: log out and pair another number.`);
  }
}

export class SessionUnreachableError extends PolyphoneError {
  readonly code = "SESSION_UNREACHABLE";
  constructor(
    readonly tenantId: TenantId,
    readonly attempts: number,
    readonly reason: string,
  ) {
    super(
      `Tenant ${tenantId} did not come back in ${attempts} tries (${reason}). It goes on trying; look at the network, and whether WhatsApp is up.`,
    );
  }
}

export class PairingEndedError extends PolyphoneError {
  readonly code = "PAIRING_ENDED";
  constructor(
    readonly tenantId: TenantId,
    readonly reason: string | null,
  ) {
    super(`The pairing of tenant ${tenantId} ended without a phone (${reason ?? "not begun"}): begin it again.`);
  }
}

export class AlreadyPairedError extends PolyphoneError {
  readonly code = "ALREADY_PAIRED";
  constructor(readonly tenantId: TenantId) {
    super(`Tenant ${tenantId} is paired and connected: log it out before you pair another phone.`);
  }
}

export class WhatsAppUnavailableError extends PolyphoneError {
  readonly code = "WHATSAPP_UNAVAILABLE";
  constructor(
    readonly tenantId: TenantId,
    options: ErrorOptions,
  ) {
    super(`WhatsApp gave no answer to tenant ${tenantId}: try again.`, options);
  }
}

export class NoiseRootConflictError extends PolyphoneError {
  readonly code = "NOISE_ROOT_CONFLICT";
  constructor() {
    super(
      "Another noiseRootPublicKey is in use in this process: the WhatsApp client keeps one, so use a process for each.",
    );
  }
}
