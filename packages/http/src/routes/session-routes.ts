import { AlreadyPairedError, type Tenant } from "@polyphone/core";
import { QrImages } from "../qr-image.ts";
import { defineRoute, type Route } from "../routing/define-route.ts";
import type { Guards } from "../routing/guard.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";
import {
  logoutResult,
  pairingCodeResult,
  phoneRequest,
  startResult,
  statusResult,
  stopResult,
} from "../schemas/session.ts";

/** What these routes need of a tenant. */
type SessionOwner = Pick<Tenant, "id" | "connect" | "pair" | "status" | "disconnect" | "logout">;

/** Starting, watching and ending a tenant's WhatsApp session. */
export function sessionRoutes(auth: Guards<SessionOwner>): readonly Route[] {
  const images = new QrImages();
  return [
    defineRoute({
      method: "POST",
      path: "/session/start",
      summary: "Connects: answers with the first QR, or once the session is connected.",
      auth: auth.manage,
      body: noBody,
      query: noQuery,
      result: startResult,
      async handler({ caller: tenant, signal }) {
        const result = await tenant.connect({ signal });
        if (result.status === "connected") {
          return { success: true as const, status: "connected" as const, message: "WhatsApp connection successful" };
        }
        return {
          success: true as const,
          status: "waiting_qr" as const,
          qr: result.qr,
          qrBase64: await images.draw(result.qr),
        };
      },
    }),
    defineRoute({
      method: "GET",
      path: "/session/status",
      summary: "Tells where the session stands.",
      auth: auth.read,
      body: noBody,
      query: noQuery,
      result: statusResult,
      async handler({ caller: tenant }) {
        const { state, qr, qrExpiresAt, pairingCode, reason, attempt, retryAt } = tenant.status;
        return {
          success: true as const,
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
      summary: "Makes a code that pairs when it is typed on the phone of that number.",
      auth: auth.manage,
      body: phoneRequest,
      query: noQuery,
      result: pairingCodeResult,
      async handler({ caller: tenant, body, signal }) {
        for await (const step of tenant.pair({ phone: body.phone, signal })) {
          if (step.kind === "code")
            return { success: true as const, status: "waiting_qr" as const, pairingCode: step.code };
        }
        throw new AlreadyPairedError(tenant.id);
      },
    }),
    defineRoute({
      method: "POST",
      path: "/session/stop",
      summary: "Ends the connection; the tenant stays paired.",
      auth: auth.manage,
      body: noBody,
      query: noQuery,
      result: stopResult,
      async handler({ caller: tenant }) {
        await tenant.disconnect();
        return {
          success: true as const,
          status: tenant.status.state,
          message: "Session stopped. The tenant stays paired.",
        };
      },
    }),
    defineRoute({
      method: "POST",
      path: "/session/logout",
      summary: "Unlinks the device and takes its credentials out of use.",
      auth: auth.manage,
      body: noBody,
      query: noQuery,
      result: logoutResult,
      async handler({ caller: tenant }) {
        await tenant.logout();
        return { success: true as const, status: "logged_out" as const, message: "Session successfully terminated" };
      },
    }),
  ];
}
