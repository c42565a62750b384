import type { TenantId } from "../types/tenant.ts";
import { PolyphoneError } from "./polyphone-error.ts";

export class CredentialsUnreadableError extends PolyphoneError {
  readonly code = "CREDENTIALS_UNREADABLE";
  constructor(
    readonly tenantId: TenantId,
    readonly entry: string,
    options?: { cause: unknown },
  ) {
    super(
      `The stored ${entry} of tenant ${tenantId} cannot be read. It was left as it is: restore it, or log the tenant out.`,
      options,
    );
  }
}

export class CredentialsKeyMissingError extends PolyphoneError {
  readonly code = "CREDENTIALS_KEY_MISSING";
  constructor(
    readonly tenantId: TenantId,
    readonly keyId: string,
  ) {
    super(
      `The credentials of tenant ${tenantId} are encrypted with the key "${keyId}", which is not among the keys: add it. Nothing was changed.`,
    );
  }
}
