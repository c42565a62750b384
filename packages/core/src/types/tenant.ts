import { InvalidTenantIdError } from "../errors.ts";

declare const brand: unique symbol;

/** A checked tenant id. Only {@link parseTenantId} makes one, so what carries this type is safe in a key or a path. */
export type TenantId = string & { readonly [brand]: "TenantId" };

const TENANT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{2,127}$/;

/**
 * Checks an id at the one place where ids enter.
 * @throws InvalidTenantIdError unless it is 3 to 128 letters, digits, dots, underscores or hyphens, the first a letter or digit.
 */
export function parseTenantId(id: unknown): TenantId {
  if (typeof id !== "string" || !TENANT_ID.test(id)) throw new InvalidTenantIdError();
  return id as TenantId;
}

/** What is stored of a tenant besides its credentials. */
export interface TenantConfig {
  readonly tenantId: TenantId;
  /** Where webhooks go; `null` sends none. */
  readonly webhookUrl: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}
