import { z } from "zod";

const text = (maxCharacters: number) => z.string().min(1).max(maxCharacters).nullable();
const webUrl = z.string().max(2_048).nullable().meta({ description: "An http or https URL.", format: "uri" });
const numbers = z
  .array(z.string().max(40))
  .max(20)
  .nullable()
  .meta({ description: "Phone numbers of 5 to 15 digits, a leading + allowed.", examples: [["+1234567890"]] });

const fields = {
  name: text(200),
  working_hours: text(1_000),
  location_url: webUrl,
  shipping_details: text(4_000),
  instagram_url: webUrl,
  website_url: webUrl,
  mobile_numbers: numbers,
};

/** `PUT /business`: what is left out stays, `null` clears. */
export const businessRequest = z.strictObject(fields).partial();

const success = z.literal(true);
/** In webhooks, too. */
export const business = z
  .object({ ...fields, mobile_numbers: z.array(z.string()).readonly().nullable() })
  .meta({ id: "Business", description: "What a tenant tells about its business." });

/** `GET /business` and `PUT /business`. */
export const businessResult = z.object({ success, business });

/** `POST /business/refresh`. */
export const refreshRequest = z
  .strictObject({
    preview: z.boolean().optional().meta({ description: "True to be told what it would become, and change nothing." }),
  })
  .optional();
export const refreshResult = z.object({
  success,
  fetched: z.boolean().meta({ description: "Whether WhatsApp had a profile." }),
  persisted: z.boolean().meta({ description: "Whether it changed something here." }),
  reason: z.enum(["not_connected", "no_business_profile"]).nullable().meta({ description: "Why nothing was fetched." }),
  business,
});

/** `PUT /business/webhook`. */
export const webhookRequest = z.strictObject({ webhook_url: z.string().min(1).max(2_048).nullable() });
export const webhookResult = z.object({ success, webhook_url: z.string().nullable() });
