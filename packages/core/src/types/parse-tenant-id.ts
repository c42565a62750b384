import { InvalidTenantIdError } from "../errors.ts";
import type { TenantId } from "./tenant.ts";

const TENANT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{2,127}$/;

/**
 * Checks an id at the one place where ids enter.
 * @throws InvalidTenantIdError unless it is 3 to 128 letters, digits, dots, underscores or hyphens, the first a letter or digit.
 */
export function parseTenantId(id: unknown): TenantId {
  if (typeof id !== "string" || !TENANT_ID.test(id)) throw new InvalidTenantIdError();
  return id as TenantId;
}
