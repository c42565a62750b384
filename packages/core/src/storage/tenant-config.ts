import type { TenantConfig, TenantId } from "../types/tenant.ts";
import type { Position } from "./cursor.ts";

/** A tenant of whom nothing is set. */
export const newTenantConfig = (tenantId: TenantId, now: number): TenantConfig => ({
  tenantId,
  webhookUrl: null,
  paused: false,
  tokensValidFrom: 0,
  createdAt: now,
  updatedAt: now,
});

/** The place of a tenant among all. */
export const tenantPosition = ({ createdAt, tenantId }: TenantConfig): Position => ({
  timestamp: createdAt,
  id: tenantId,
});
