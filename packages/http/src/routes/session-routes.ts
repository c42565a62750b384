import { AlreadyPairedError, type Tenant } from "@polyphone/core";
import { QrImages } from "../qr-image.ts";
import { defineRoute, type Route } from "../routing/define-route.ts";
import type { Guard } from "../routing/guard.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";
import { phoneRequest } from "../schemas/phone-request.ts";

/** What these routes need of a tenant. */
type SessionOwner = Pick<Tenant, "id" | "connect" | "pair" | "status" | "disconnect" | "logout">;

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
        const { state, qr, qrExpiresAt, pairingCode, reason, attempt, retryAt } = tenant.status;
        return {
          success: true,
          isConnected: state === "connected",
          qr,
          ...(qr === null ? {} : { qrBase64: await images.draw(qr), qrExpiresAt }),
          ...(pairingCode === null ? {} : { pairingCode }),
          status: state,
          reason,
          attempt,
          retryAt,
        };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/session/pairing-code",
      auth,
      body: phoneRequest,
      query: noQuery,
      async handler({ caller: tenant, body, signal }) {
        for await (const step of tenant.pair({ phone: body.phone, signal })) {
          if (step.kind === "code") return { success: true, status: "waiting_qr", pairingCode: step.code };
        }
        throw new AlreadyPairedError(tenant.id);
      },
    }),
    defineRoute({
      method: "POST",
      path: "/session/stop",
      auth,
      body: noBody,
      query: noQuery,
      async handler({ caller: tenant }) {
        await tenant.disconnect();
        return { success: true, status: tenant.status.state, message: "Session stopped. The tenant stays paired." };
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
