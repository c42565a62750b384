/**
 * A local WhatsApp that speaks the real wire protocol: real clients pair with it, log in and exchange encrypted
 * messages, with no phone and no internet. Begin with `WhatsAppSimulator.start()`.
 *
 * @example
 * ```ts
 * import makeWASocket, { useMultiFileAuthState } from "@whiskeysockets/baileys";
 * import { WhatsAppSimulator } from "@polyphone/simulator";
 *
 * const simulator = await WhatsAppSimulator.start();
 * const phone = simulator.phone("15550001111", { name: "Ada" });
 * const { state, saveCreds } = await useMultiFileAuthState("./session");
 * const socket = makeWASocket({ waWebSocketUrl: simulator.url, auth: state });
 * socket.ev.on("creds.update", saveCreds);
 * socket.ev.on("connection.update", async ({ qr }) => {
 *   if (qr) await phone.scanQr(qr); // the socket then ends with 515: open another with the same state, it is logged in
 * });
 * await simulator.contact("15550002222").sendText(phone.number, "hello"); // waits until the socket is there
 * ```
 *
 * @packageDocumentation
 */
export { Group } from "./actors/group.ts";
export type { WaitOptions } from "./actors/message-log.ts";
export { Phone } from "./actors/phone.ts";
export type { KickReason, LinkedDevice } from "./actors/phone-host.ts";
export type { MessageStatus, PhoneMessage } from "./actors/phone-message.ts";
export type { GroupOptions, PhoneOptions, Trust } from "./controls.ts";
export type { SimulatorState } from "./counters.ts";
export { SimulatorError, type SimulatorErrorCode } from "./errors.ts";
export { type FaultSettings, Faults } from "./faults.ts";
export type { SimulatorLog } from "./log.ts";
export type { SimulatorOptions } from "./options.ts";
export { PhonePage } from "./phone/phone-page.ts";
export type { MemberChange } from "./protocol/group-members.ts";
export type { Screens } from "./screens.ts";
export { WhatsAppSimulator } from "./simulator.ts";
export type { BusinessDay, BusinessHours, BusinessProfile } from "./state/business-profile.ts";
export type { GroupRole } from "./state/group.ts";
export type { Addressing } from "./wire/jid.ts";
