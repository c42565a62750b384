import { z } from "zod";

/** A phone number as people write it, or a JID; the core decides which. */
const to = z.string().min(1).max(128);

/** `POST /message/check-number`. */
export const numberRequest = z.strictObject({ to });

/** `POST /message/send-text`. The length is WhatsApp's own limit. */
export const textRequest = z.strictObject({ to, message: z.string().min(1).max(65_536) });
