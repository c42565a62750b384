import { type DemoClient, eventually } from "./demo-client.ts";

/** The number that the demo's tenant is paired with, and the person it writes to. */
export const TENANT_PHONE = "15550001001";
export const CONTACT_PHONE = "15550002002";

interface StoredMessage {
  readonly text: string;
  readonly fromMe: boolean;
  readonly status: string;
}
interface PhoneMessage {
  readonly id: string;
  readonly text: string;
  readonly from: string;
}

/** Tells a step that has really happened. */
export type Tell = (step: string, detail: string) => void;

/** Pairs a tenant, sends a message and receives the answer, over HTTP alone. Fails at the first step that does not happen. */
export async function playStory(client: DemoClient, tell: Tell, showQr: (qr: string) => Promise<void>): Promise<void> {
  await pair(client, tell, showQr);
  await client.admin("POST", "/phones", { phone: CONTACT_PHONE, name: "Ada" });
  const check = await client.api("POST", "/message/check-number", { to: CONTACT_PHONE });
  if (check.exists !== true) throw new Error("The contact's number was not found");
  tell("Checked a number", `${CONTACT_PHONE} is on WhatsApp as ${String(check.jid)}`);
  await converse(client, tell);
}

async function pair(client: DemoClient, tell: Tell, showQr: (qr: string) => Promise<void>): Promise<void> {
  await client.admin("POST", "/phones", { phone: TENANT_PHONE, name: "Demo Shop" });
  const started = await client.api("POST", "/session/start");
  const qr = started.qr;
  if (started.status !== "waiting_qr" || typeof qr !== "string") throw new Error("No QR came");
  await showQr(qr);
  tell("Started a session", "WhatsApp's server sent a QR");
  await client.admin("POST", `/mock-phone/scan-qr?phone=${TENANT_PHONE}`, qr);
  tell("Scanned the QR", `with the simulated phone ${TENANT_PHONE}`);
  await eventually("the session connects", async () =>
    (await client.api("GET", "/session/status")).isConnected === true ? true : undefined,
  );
  tell("Connected", "paired, logged in, keys uploaded");
}

async function converse(client: DemoClient, tell: Tell): Promise<void> {
  await client.api("POST", "/message/send-text", { to: CONTACT_PHONE, message: "Hello Ada, your order is ready." });
  tell("Sent", "Hello Ada, your order is ready.");
  const read = await eventually("the contact's phone decrypts the message", async () => {
    const messages = (await client.admin("GET", `/phones/${CONTACT_PHONE}/messages`)) as PhoneMessage[];
    return messages.find(({ text }) => text.startsWith("Hello Ada"));
  });
  tell("Decrypted on Ada's phone", read.text);
  await client.admin("POST", `/phones/${CONTACT_PHONE}/messages`, { to: TENANT_PHONE, text: "Great, on my way!" });
  const answer = await storedMessage(client, ({ fromMe, text }) => !fromMe && text === "Great, on my way!");
  tell("Received Ada's answer", answer.text);
  await client.admin("POST", `/phones/${CONTACT_PHONE}/read`, { id: read.id });
  const sent = await storedMessage(client, ({ fromMe, status }) => fromMe && status === "read");
  tell("Ada has read ours", `status ${sent.status}`);
}

function storedMessage(client: DemoClient, wanted: (message: StoredMessage) => boolean): Promise<StoredMessage> {
  return eventually("the message is in the store", async () => {
    const page = await client.api("GET", `/message/messages?jid=${CONTACT_PHONE}@s.whatsapp.net`);
    return (page.messages as StoredMessage[]).find(wanted);
  });
}
