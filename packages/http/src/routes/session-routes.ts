import type { Tenant } from "@polyphone/core";
import { QrImages } from "../qr-image.ts";
import { defineRoute, type Route } from "../routing/define-route.ts";
import type { Guard } from "../routing/guard.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";

/** What these routes need of a tenant. */
type SessionOwner = Pick<Tenant, "connect" | "status" | "logout">;

/** Starting, watching and ending a tenant's WhatsApp session. */
export function sessionRoutes(auth: Guard<SessionOwner>): readonly Route[] {
  const images = new QrImages();
  return [
    defineRoute({
      method: "POST",
      path: "/session/start",
      auth,
      body: noBody,
      query: noQuery,
      async handler({ caller: tenant, signal }) {
        const result = await tenant.connect({ signal });
        if (result.status === "connected") {
          return { success: true, status: "connected", message: "WhatsApp connection successful" };
        }
        return { success: true, status: "waiting_qr", qr: result.qr, qrBase64: await images.draw(result.qr) };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/session/status",
      auth,
      body: noBody,
      query: noQuery,
      async handler({ caller: tenant }) {
        const { state, qr, reason, retryAt } = tenant.status;
        return {
          success: true,
          isConnected: state === "connected",
          qr,
          ...(qr === null ? {} : { qrBase64: await images.draw(qr) }),
          status: state,
          reason,
          retryAt,
        };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/session/logout",
      auth,
      body: noBody,
      query: noQuery,
      async handler({ caller: tenant }) {
        await tenant.logout();
        return { success: true, status: "logged_out", message: "Session successfully terminated" };
      },
    }),
  ];
}
