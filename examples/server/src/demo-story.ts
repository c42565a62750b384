import type { Client, components } from "@polyphone/client";
import { eventually } from "./eventually.ts";
import type { SimulatedPhones } from "./simulated-phones.ts";

/** The number that the demo's tenant is paired with, and the person it writes to. */
export const TENANT_PHONE = "15550001001";
export const CONTACT_PHONE = "15550002002";

type StoredMessage = components["schemas"]["Message"];

/** The two sides of the demo: the documented API as its tenant, and the phones that a local WhatsApp simulates. */
export interface Sides {
  readonly api: Client;
  readonly phones: SimulatedPhones;
}

interface PhoneMessage {
  readonly id: string;
  readonly text: string;
  readonly from: string;
}

/** Tells a step that has really happened. */
export type Tell = (step: string, detail: string) => void;

/** Pairs a tenant, sends a message and receives the answer, over HTTP alone. Fails at the first step that does not happen. */
export async function playStory(sides: Sides, tell: Tell, showQr: (qr: string) => Promise<void>): Promise<void> {
  const { api, phones } = sides;
  await pair(sides, tell, showQr);
  await phones("POST", "/phones", { phone: CONTACT_PHONE, name: "Ada" });
  const check = await api.post("/message/check-number", { body: { to: CONTACT_PHONE } });
  if (!check.exists) throw new Error("The contact's number was not found");
  tell("Checked a number", `${CONTACT_PHONE} is on WhatsApp as ${String(check.jid)}`);
  await converse(sides, tell);
}

async function pair({ api, phones }: Sides, tell: Tell, showQr: (qr: string) => Promise<void>): Promise<void> {
  await phones("POST", "/phones", { phone: TENANT_PHONE, name: "Demo Shop" });
  const started = await api.post("/session/start");
  if (started.status !== "waiting_qr") throw new Error("No QR came");
  const { qr } = started;
  await showQr(qr);
  tell("Started a session", "WhatsApp's server sent a QR");
  await phones("POST", `/mock-phone/scan-qr?phone=${TENANT_PHONE}`, qr);
  tell("Scanned the QR", `with the simulated phone ${TENANT_PHONE}`);
  await eventually("the session connects", async () =>
    (await api.get("/session/status")).isConnected ? true : undefined,
  );
  tell("Connected", "paired, logged in, keys uploaded");
}

async function converse({ api, phones }: Sides, tell: Tell): Promise<void> {
  await api.post("/message/send-text", { body: { to: CONTACT_PHONE, message: "Hello Ada, your order is ready." } });
  tell("Sent", "Hello Ada, your order is ready.");
  const read = await eventually("the contact's phone decrypts the message", async () => {
    const messages = (await phones("GET", `/phones/${CONTACT_PHONE}/messages`)) as PhoneMessage[];
    return messages.find(({ text }) => text.startsWith("Hello Ada"));
  });
  tell("Decrypted on Ada's phone", read.text);
  await phones("POST", `/phones/${CONTACT_PHONE}/messages`, { to: TENANT_PHONE, text: "Great, on my way!" });
  const answer = await storedMessage(api, ({ fromMe, text }) => !fromMe && text === "Great, on my way!");
  tell("Received Ada's answer", answer.text ?? "");
  await phones("POST", `/phones/${CONTACT_PHONE}/read`, { id: read.id });
  const sent = await storedMessage(api, ({ fromMe, status }) => fromMe && status === "read");
  tell("Ada has read ours", `status ${sent.status}`);
}

function storedMessage(api: Client, wanted: (message: StoredMessage) => boolean): Promise<StoredMessage> {
  return eventually("the message is in the store", async () => {
    const jid = `${CONTACT_PHONE}@s.whatsapp.net`;
    return (await api.get("/message/messages", { query: { jid } })).messages.find(wanted);
  });
}
