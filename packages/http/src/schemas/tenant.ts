import { z } from "zod";
import { sessionState } from "./session.ts";
import { nextCursor } from "./stored.ts";

const success = z.literal(true);
const time = z.int().meta({ description: "Milliseconds since the epoch." });

/** Which tenant a path names. */
export const tenantParams = z.object({ tenantId: z.string().min(1).max(128) });

/** A tenant as the administrator and itself see it. */
const tenant = z
  .object({
    tenantId: z.string(),
    webhook_url: z.string().nullable(),
    paused: z.boolean(),
    createdAt: time,
    updatedAt: time,
    status: sessionState,
    account: z.string().nullable().meta({ description: "The account's number as a JID, once connected." }),
    lastActivityAt: time
      .nullable()
      .meta({ description: "When its newest message was written, reactions aside; null when it has none." }),
    queueDepth: z.int().meta({
      description:
        "Records that the server has accepted and not stored yet, and sends that wait for their turn or are under way.",
    }),
  })
  .meta({ id: "Tenant" });

export const tenantResult = z.object({ success, tenant });
export const tenantsResult = z.object({ success, tenants: z.array(tenant).readonly(), nextCursor });
export const erasedResult = z.object({ success, tenantId: z.string(), message: z.string() });

/** A line of an export. */
export const exportedLine = z
  .looseObject({ kind: z.string() })
  .meta({ id: "Exported", description: "A piece of what is stored: the tenant's settings, a chat, or a message." });
