import type { Tenant, TenantManager } from "@polyphone/core";
import type { Phone } from "@polyphone/simulator";
import { vi } from "vitest";

/** A tenant whose QR code this phone has scanned, connected. */
export async function pairedTenant(manager: TenantManager, id: string, phone: Phone): Promise<Tenant> {
  const tenant = manager.tenant(id);
  const started = await tenant.connect();
  if (started.status !== "waiting_qr") throw new Error(`${id} is paired already`);
  await phone.scanQr(started.qr);
  await connected(tenant);
  return tenant;
}

/** Resolves when the tenant is connected. */
export async function connected(tenant: Tenant): Promise<void> {
  await vi.waitUntil(() => tenant.status.state === "connected", { timeout: 20_000 });
}
