import { z } from "zod";

const limit = z
  .string()
  .regex(/^\d{1,3}$/, "Expected a whole number from 1 to 500")
  .transform(Number)
  .pipe(z.int().min(1).max(500))
  .default(50)
  .meta({ type: "integer", minimum: 1, maximum: 500, description: "At most so many items." });

const cursor = z
  .string()
  .min(1)
  .max(512)
  .optional()
  .meta({ description: "The page before's `nextCursor`, or a timestamp in milliseconds to begin strictly before it." });

/** Which page of a list: `?limit=50&cursor=<nextCursor or timestamp in milliseconds>`. */
export const pageQuery = z.strictObject({ limit, cursor });

const text = z.string().min(1).max(256);

/** Which page of conversations. */
export const conversationsQuery = z.strictObject({
  q: text.optional().meta({
    description: "Only conversations whose name or number contains this. Case and accents do not count.",
  }),
  limit,
  cursor,
});

/** Which page of what is found. How long it may be is the core's own limit. */
export const searchQuery = z.strictObject({
  q: text.meta({
    description:
      "Words that a text has to have, all of them; the last one may be the beginning of one. Case and accents do not count.",
  }),
  limit,
  cursor,
});

/** Which page of which chat. */
export const chatPageQuery = z.strictObject({ jid: z.string().min(1).max(128), limit, cursor });
