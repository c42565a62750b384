declare const brand: unique symbol;

/** A checked tenant id. Only `parseTenantId` makes one, so what carries this type is safe in a key or a path. */
export type TenantId = string & { readonly [brand]: "TenantId" };

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
