import type { TenantManager } from "@polyphone/core";
import type { Phone } from "@polyphone/simulator";
import type { PageServer } from "./page-server.ts";

/** Who is on the screenshots. */
export const TENANT = "demo-shop";
export const SHOP = "15550001001";
export const ADA = "15550002002";

const OTHERS = [
  ["15550002003", "Grace Hopper", "Is the blue one still in stock?"],
  ["15550002004", "Alan Turing", "Thank you, it arrived this morning."],
  ["15550002005", "Katherine Johnson", "Could you send me the invoice again?"],
] as const;

/** A tenant pairs, tells about its business, and talks with four people. Resolves when all of it has arrived. */
export async function playScene({ manager, simulator }: PageServer): Promise<void> {
  const tenant = manager.tenant(TENANT);
  const started = await tenant.connect();
  if (started.status !== "waiting_qr") throw new Error("The tenant of the screenshots is paired already");
  const connected = new Promise<void>((resolve) => {
    manager.on("connection", ({ status }) => status === "connected" && resolve());
  });
  await simulator.phone(SHOP, { name: "Demo Shop" }).scanQr(started.qr);
  await connected;
  await tenant.configure({ webhookUrl: "https://shop.example/hooks/whatsapp" });
  await tenant.saveBusiness({ name: "Demo Shop", workingHours: "Monday to Friday, 9 to 18" });
  for (const [number, name, text] of OTHERS) await arrives(manager, simulator.contact(number, { name }), text);
  const ada = simulator.contact(ADA, { name: "Ada Lovelace" });
  await arrives(manager, ada, "Hello! Is my order ready?");
  const sent = await tenant.sendText(ADA, "It is. You can pick it up until seven.");
  await ada.received("It is. You can pick it up until seven.");
  const read = new Promise<void>((resolve) => {
    manager.on("message.status", ({ key, status }) => key.id === sent.id && status === "read" && resolve());
  });
  ada.read(sent.id);
  await read;
  await arrives(manager, ada, "See you at six!");
}

async function arrives(manager: TenantManager, from: Phone, text: string): Promise<void> {
  const stored = new Promise<void>((resolve) => {
    manager.on("message.received", ({ message }) => message.text === text && resolve());
  });
  await from.sendText(SHOP, text);
  await stored;
}
