import { z } from "zod";

/** `POST /auth/token`. Left out, the stored webhook URL stays; `null` clears it. */
export const tokenRequest = z.strictObject({
  tenantId: z.string().min(1).max(128),
  webhook_url: z.string().min(1).max(2048).nullable().optional(),
});
