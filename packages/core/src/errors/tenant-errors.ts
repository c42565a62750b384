import type { TenantId } from "../types/tenant.ts";
import { PolyphoneError } from "./polyphone-error.ts";

export class ManagerNotStartedError extends PolyphoneError {
  readonly code = "MANAGER_NOT_STARTED";
  constructor() {
    super("The TenantManager is not running: await start() first, and use no tenant after stop().");
  }
}

export class UnknownTenantError extends PolyphoneError {
  readonly code = "UNKNOWN_TENANT";
  constructor(readonly tenantId: TenantId) {
    super(`There is no tenant ${tenantId}: call configure() or connect() first.`);
  }
}

export class TenantPausedError extends PolyphoneError {
  readonly code = "TENANT_PAUSED";
  constructor(readonly tenantId: TenantId) {
    super(`Tenant ${tenantId} is paused: resume it before you connect it.`);
  }
}

export class UnknownEventError extends PolyphoneError {
  readonly code = "UNKNOWN_EVENT";
  constructor(readonly tenantId: TenantId) {
    super(`Tenant ${tenantId} has no such event any more: begin without one, and read from the lists what you missed.`);
  }
}
