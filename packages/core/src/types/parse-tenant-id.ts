import { InvalidTenantIdError } from "../errors.ts";
import type { TenantId } from "./tenant.ts";

const TENANT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9_-]$/;
/** What opens a device on Windows instead of a file, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Checks an id at the one place where ids enter.
 * @throws InvalidTenantIdError unless it is 3 to 128 letters, digits, dots, underscores or hyphens, the first a letter or digit
 * and the last no dot, which Windows drops from names. Names of Windows' devices are refused, too.
 */
export function parseTenantId(id: unknown): TenantId {
  if (typeof id !== "string" || !TENANT_ID.test(id) || DEVICE.test(id)) throw new InvalidTenantIdError();
  return id as TenantId;
}
