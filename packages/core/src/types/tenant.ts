declare const brand: unique symbol;

/** A checked tenant id. Only `parseTenantId` makes one, so what carries this type is safe in a key or a path. */
export type TenantId = string & { readonly [brand]: "TenantId" };

/** What is stored of a tenant besides its credentials. */
export interface TenantConfig {
  readonly tenantId: TenantId;
  /** Where webhooks go; `null` sends none. */
  readonly webhookUrl: string | null;
  /** True when its session is to stay closed. */
  readonly paused: boolean;
  /** Tokens that were issued before are refused; milliseconds since the epoch. */
  readonly tokensValidFrom: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** What can be set of a tenant; what is left out stays. */
export type TenantChange = Partial<Pick<TenantConfig, "webhookUrl" | "paused" | "tokensValidFrom">>;
