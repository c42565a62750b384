import { z } from "zod";
import { business } from "./business.ts";
import { sessionState } from "./session.ts";
import { message, messageStatus } from "./stored.ts";

const told = z.object({ message });
const reason = z.string().nullable().meta({ description: "Why, e.g. `connection_lost`." });

/** What each event says, by its name: in webhooks and in the stream of events. */
const DATA = {
  connection: z.object({
    status: z.enum(["connected", "waiting_qr", "logged_out"]),
    qr: z.string().optional().meta({ description: "A pairing credential, only for endpoints with `asksForQr`." }),
  }),
  "message.received": told.extend({ business }).meta({ description: "A message of somebody else." }),
  "message.sent": told.meta({ description: "A message of this account, whichever device sent it." }),
  "message.status": z.object({
    key: z.object({ chat: z.string(), id: z.string() }),
    status: messageStatus,
    errorCode: z.int().nullable().meta({ description: "WhatsApp's, of a message that failed." }),
  }),
  "message.edited": told.meta({ description: "A message that its author has changed." }),
  "message.revoked": told.meta({ description: "A message that was taken back for everybody." }),
  "message.undecryptable": told.meta({
    description: "A message that cannot be read yet; `message.received` follows if its author's retry succeeds.",
  }),
  "message.queued": z
    .object({ id: z.string(), sendAt: z.int(), reason: z.enum(["recipient_pacing", "tenant_pacing"]) })
    .meta({ description: "A send that has to wait because of the pacing." }),
  "chat.read": z
    .object({ chat: z.string(), unreadCount: z.int() })
    .meta({ description: "A chat of which something was read, here or on the phone, and how much is still unread." }),
  "session.state": z.object({ from: sessionState, to: sessionState, reason }),
  "business.updated": z.object({ business }),
  "webhook.disabled": z
    .object({ endpointId: z.string(), reason: z.enum(["asked", "gone", "failing"]) })
    .meta({ description: "An endpoint that gets nothing more." }),
  error: z.object({ error: z.string() }),
} as const;

/** The body that carries each event, by its name. */
export const EVENT_BODIES: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  Object.entries(DATA).map(([event, data]) => [
    event,
    z.object({ event: z.literal(event), tenantId: z.string(), data }).meta({ id: `Event.${event}` }),
  ]),
);

/** The data of each server-sent event. */
export const anyEvent = z.union(Object.values(EVENT_BODIES) as [z.ZodType, ...z.ZodType[]]).meta({
  id: "Event",
  description: "The `data` of a server-sent event: the body that a webhook would get. `event: dropped` has a Problem.",
});
