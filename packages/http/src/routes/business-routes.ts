import { type BusinessInfo, plainBusiness, type Tenant } from "@polyphone/core";
import type { z } from "zod";
import { defineRoute, type Route } from "../routing/define-route.ts";
import type { Guards } from "../routing/guard.ts";
import {
  businessRequest,
  businessResult,
  refreshRequest,
  refreshResult,
  webhookRequest,
  webhookResult,
} from "../schemas/business.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";

/** What these routes need of a tenant. */
type Owner = Pick<Tenant, "business" | "saveBusiness" | "refreshBusiness" | "configure">;

const shown = (info: BusinessInfo) => ({ success: true as const, business: plainBusiness(info) });

/** What a tenant tells about its business, and where its webhooks go. */
export function businessRoutes(auth: Guards<Owner>): readonly Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/business",
      summary: "What the tenant tells about its business.",
      auth: auth.read,
      body: noBody,
      query: noQuery,
      result: businessResult,
      handler: async ({ caller: tenant }) => shown(await tenant.business()),
    }),
    defineRoute({
      method: "PUT",
      path: "/business",
      summary: "Changes what is named of it; null clears.",
      auth: auth.manage,
      body: businessRequest,
      query: noQuery,
      result: businessResult,
      handler: async ({ caller: tenant, body }) => shown(await tenant.saveBusiness(changeIn(body))),
    }),
    defineRoute({
      method: "POST",
      path: "/business/refresh",
      summary: "Fills in what is empty, or was fetched before, from the account's WhatsApp business profile.",
      auth: auth.manage,
      body: refreshRequest,
      query: noQuery,
      result: refreshResult,
      async handler({ caller: tenant, body: { preview = false } = {} }) {
        const { business, ...outcome } = await tenant.refreshBusiness({ preview });
        return { ...shown(business), ...outcome };
      },
    }),
    defineRoute({
      method: "PUT",
      path: "/business/webhook",
      summary: "Sets where webhooks go; null sends none.",
      auth: auth.manage,
      body: webhookRequest,
      query: noQuery,
      result: webhookResult,
      async handler({ caller: tenant, body }) {
        const { webhookUrl } = await tenant.configure({ webhookUrl: body.webhook_url });
        return { success: true as const, webhook_url: webhookUrl };
      },
    }),
  ];
}

/** In the core's names; what is not named stays unnamed. */
function changeIn(body: z.output<typeof businessRequest>): Partial<BusinessInfo> {
  const named = {
    name: body.name,
    workingHours: body.working_hours,
    locationUrl: body.location_url,
    shippingDetails: body.shipping_details,
    instagramUrl: body.instagram_url,
    websiteUrl: body.website_url,
    mobileNumbers: body.mobile_numbers,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}
