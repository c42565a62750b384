/**
 * A local WhatsApp that speaks the real wire protocol: real clients pair with it, log in and exchange encrypted
 * messages, with no phone and no internet. Begin with `WhatsAppSimulator.start()`.
 *
 * @example
 * ```ts
 * import makeWASocket, { DisconnectReason, initAuthCreds } from "@whiskeysockets/baileys";
 * import { WhatsAppSimulator } from "@polyphone/simulator";
 *
 * const simulator = await WhatsAppSimulator.start();
 * const phone = simulator.phone("15550001111", { name: "Ada" });
 * const socket = makeWASocket({ waWebSocketUrl: simulator.url, auth: { creds: initAuthCreds(), keys: memoryStore() } });
 * socket.ev.on("connection.update", async ({ qr }) => {
 *   if (qr) await phone.scanQr(qr); // then: 515, open a new socket with the same creds, and it is logged in
 * });
 * await simulator.contact("15550002222").sendText("15550001111", "hello");
 * await simulator.stop();
 * ```
 *
 * @packageDocumentation
 */
export { Group } from "./actors/group.ts";
export type { MessageStatus, PhoneMessage, WaitOptions } from "./actors/message-log.ts";
export { Phone } from "./actors/phone.ts";
export type { KickReason, LinkedDevice } from "./actors/phone-host.ts";
export type { GroupOptions, PhoneOptions, Trust } from "./controls.ts";
export type { SimulatorState } from "./counters.ts";
export { SimulatorError, type SimulatorErrorCode } from "./errors.ts";
export { type FaultSettings, Faults } from "./faults.ts";
export type { SimulatorLog } from "./log.ts";
export type { SimulatorOptions } from "./options.ts";
export type { MemberChange } from "./protocol/group-members.ts";
export { WhatsAppSimulator } from "./simulator.ts";
export type { BusinessDay, BusinessHours, BusinessProfile } from "./state/business-profile.ts";
export type { GroupRole } from "./state/group.ts";
export type { Addressing } from "./wire/jid.ts";
