import { z } from "zod";

const tenantId = z
  .string()
  .min(1)
  .max(128)
  .meta({ examples: ["tenant-a"] });

/** `POST /auth/token`. Left out, the stored webhook URL stays; `null` clears it. */
export const tokenRequest = z.strictObject({
  tenantId,
  webhook_url: z.string().min(1).max(2048).nullable().optional(),
});

export const tokenResult = z.object({
  success: z.literal(true),
  token: z.string().meta({ description: "A JWT: send it as `Authorization: Bearer <token>`." }),
  token_type: z.literal("Bearer"),
  tenantId: z.string(),
  webhook_url: z.string().nullable(),
});
