import { z } from "zod";

/** `POST /session/pairing-code`: the number whose phone will type the code. */
export const phoneRequest = z.strictObject({
  phone: z
    .string()
    .min(1)
    .max(40)
    .meta({ description: "Phone number with its country code.", examples: ["+491511234567"] }),
});

const success = z.literal(true);
const qr = z.string().meta({ description: "The QR's text. A pairing credential: show it to the tenant only." });
const qrBase64 = z.string().meta({ description: "The QR as an image: a `data:` URL of a PNG." });
const pairingCode = z.string().meta({ description: "Type it on the phone, under “link with phone number instead”." });
const time = z.int().meta({ description: "Milliseconds since the epoch." });

/** Where a session stands. */
export const sessionState = z
  .enum(["new", "connecting", "waiting_qr", "connected", "reconnecting", "replaced", "logged_out", "banned", "stopped"])
  .meta({ id: "SessionState", description: "Where a tenant's session stands." });

/** `POST /session/start`. */
export const startResult = z.discriminatedUnion("status", [
  z.object({ success, status: z.literal("waiting_qr"), qr, qrBase64 }),
  z.object({ success, status: z.literal("connected"), message: z.string() }),
]);

/** `POST /session/pairing-code`. */
export const pairingCodeResult = z.object({ success, status: z.literal("waiting_qr"), pairingCode });

/** `GET /session/status`. */
export const statusResult = z.object({
  success,
  isConnected: z.boolean(),
  qr: qr.nullable(),
  qrBase64: qrBase64.optional(),
  qrExpiresAt: time.nullable().optional(),
  pairingCode: pairingCode.optional(),
  status: sessionState,
  reason: z.string().nullable().meta({ description: "Why it left the state before, e.g. `connection_lost`." }),
  attempt: z.int().meta({ description: "While `reconnecting`: which try comes next, from 1." }),
  retryAt: time
    .nullable()
    .meta({ description: "While `reconnecting`: when it comes, in milliseconds since the epoch." }),
});

/** `POST /session/stop`. */
export const stopResult = z.object({ success, status: sessionState, message: z.string() });

/** `POST /session/logout`. */
export const logoutResult = z.object({ success, status: z.literal("logged_out"), message: z.string() });
