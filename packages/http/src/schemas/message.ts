import { z } from "zod";
import { chat, message, nextCursor } from "./stored.ts";

/** A phone number as people write it, or a JID; the core decides which. */
const to = z
  .string()
  .min(1)
  .max(128)
  .meta({ description: "A phone number with its country code, or a JID.", examples: ["491511234567"] });

/** `POST /message/check-number`. */
export const numberRequest = z.strictObject({ to });
export const numberResult = z.object({ exists: z.boolean(), jid: z.string().nullable() });

/** `POST /message/send-text`. The length is WhatsApp's own limit. */
export const textRequest = z.strictObject({ to, message: z.string().min(1).max(65_536) });

/** `POST /message/mark-read`. As many at once as a page has. */
export const readRequest = z.strictObject({
  jid: z.string().min(1).max(128).meta({ description: "The chat: a phone number, or a JID." }),
  ids: z
    .array(z.string().min(1).max(128))
    .min(1)
    .max(500)
    .optional()
    .meta({ description: "Which of its messages; all that are unread when left out." }),
});
export const readResult = z.object({
  success: z.literal(true),
  count: z.int().meta({ description: "How many of them were unread." }),
});

/** Baileys' `sendMessage` result is whatever Baileys says; only its key is promised. */
export const textResult = z
  .custom<object>((value) => typeof value === "object" && value !== null)
  .meta({
    id: "SentMessage",
    description: "Baileys' `sendMessage` result. Statuses and webhooks name the message by `key.id`.",
    type: "object",
    properties: {
      key: {
        type: "object",
        properties: { remoteJid: { type: "string" }, fromMe: { type: "boolean" }, id: { type: "string" } },
        required: ["remoteJid", "fromMe", "id"],
      },
    },
    required: ["key"],
  });

/** `GET /message/conversations`. */
export const conversationsResult = z.object({
  success: z.literal(true),
  conversations: z.array(chat).readonly(),
  nextCursor,
});

/** `GET /message/messages` and `GET /message/search`. */
export const messagesResult = z.object({ success: z.literal(true), messages: z.array(message).readonly(), nextCursor });
