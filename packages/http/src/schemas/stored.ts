import { z } from "zod";

const jid = z.string().meta({ examples: ["491511234567@s.whatsapp.net"] });
const time = z.int().meta({ description: "Milliseconds since the epoch." });
const text = z.string().nullable();
const count = z.number().nullable();

const messageType = z.enum([
  "text",
  "image",
  "video",
  "audio",
  "document",
  "sticker",
  "location",
  "contact",
  "poll",
  "reaction",
  "revoked",
  "undecryptable",
  "other",
]);

const details = z.object({
  media: z
    .object({
      mimeType: text,
      fileName: text,
      sizeBytes: count,
      seconds: count,
      widthPx: count,
      heightPx: count,
      sha256: text.meta({ description: "SHA-256 of the decrypted file, in base64." }),
      viewOnce: z.boolean(),
    })
    .optional(),
  location: z
    .object({ latitude: z.number(), longitude: z.number(), name: text, address: text, live: z.boolean() })
    .optional(),
  contacts: z
    .array(z.object({ name: text, vcard: z.string() }))
    .readonly()
    .optional(),
  reaction: z.object({ targetId: z.string(), emoji: z.string() }).optional(),
  poll: z
    .object({ question: z.string(), options: z.array(z.string()).readonly(), selectableCount: z.number() })
    .optional(),
});

/** How far a message is. */
export const messageStatus = z.enum(["pending", "sent", "delivered", "read", "failed"]).meta({ id: "MessageStatus" });

/** A stored message. */
export const message = z
  .object({
    chat: jid,
    id: z.string().meta({ description: "WhatsApp's id, unique within its chat." }),
    fromMe: z.boolean(),
    sender: jid,
    senderName: text,
    timestamp: time,
    type: messageType,
    text: text.meta({ description: "The text or caption." }),
    quotedId: text.meta({ description: "Id of the message that this one answers." }),
    details: details.nullable(),
    status: messageStatus,
    editedAt: time.nullable(),
    revokedAt: time.nullable(),
  })
  .meta({ id: "Message" });

/** A stored conversation. */
export const chat = z
  .object({
    jid,
    altJid: jid
      .nullable()
      .meta({ description: "The contact's other address (LID for a phone number, and the reverse)." }),
    name: text,
    unreadCount: z.int(),
    lastMessageAt: z.int().meta({ description: "Milliseconds since the epoch; 0 when there is none yet." }),
    lastMessage: z.object({ id: z.string(), fromMe: z.boolean(), type: messageType, text }).nullable(),
  })
  .meta({ id: "Chat" });

/** The end of every page. */
export const nextCursor = z.string().nullable().meta({
  description:
    "Hand it back as `cursor` for the next page; `null` on the last one. Also in the headers `Link` and `X-Next-Cursor`.",
});
