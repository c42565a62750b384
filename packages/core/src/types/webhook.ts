import type { TenantId } from "./tenant.ts";

/** What a webhook carries: the seed's body, `{ event, tenantId, data }`. */
export interface WebhookBody {
  readonly event: string;
  readonly tenantId: TenantId;
  readonly data: Readonly<Record<string, unknown>>;
}
