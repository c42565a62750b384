import type { TenantManager } from "@polyphone/core";
import type { Screens } from "@polyphone/simulator";

/** Tells the embedded WhatsApp which QR codes tenants show now, so that a phone in the browser scans one with one click. */
export function showScreens(manager: TenantManager, screens: Screens): void {
  const show = ({ tenantId }: { readonly tenantId: string }) => {
    screens.show(tenantId, manager.tenant(tenantId).status.qr);
  };
  manager.on("connection", show).on("session.state", show);
}
