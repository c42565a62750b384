import { randomBytes } from "node:crypto";
import { type BinaryNode, proto } from "@whiskeysockets/baileys";
import { SimulatorError } from "../errors.ts";
import type { Account, Endpoint } from "../state/account.ts";
import { type GroupRecord, isAdmin } from "../state/group.ts";
import { addressingOf, formatJid, isGroupJid } from "../wire/jid.ts";
import { el } from "../wire/node.ts";
import { loggedContent } from "./logged-content.ts";
import { changeIn } from "./message-change.ts";
import { messageText } from "./message-text.ts";
import type { PhoneHost } from "./phone-host.ts";
import type { PhoneMemory } from "./phone-memory.ts";
import type { Sealed } from "./phone-signal.ts";
import { stanzaAttributes } from "./stanza-attributes.ts";

/** The sending half of a phone: it encrypts for every device of both sides, as WhatsApp's own app does. */
export class PhoneOutbox {
  constructor(
    private readonly phone: Endpoint,
    private readonly memory: PhoneMemory,
    private readonly host: PhoneHost,
  ) {}

  /** Sends a message to a number (digits), an address or a group, and logs it. */
  async send(to: string, content: proto.IMessage): Promise<string> {
    const id = `3A${randomBytes(9).toString("hex").toUpperCase()}`;
    if (isGroupJid(to)) await this.#toGroup(id, to, content);
    else await this.#toPerson(id, to, content);
    return id;
  }

  /** Sends a message of this phone again, to one device that could not read it. */
  async resend(id: string, device: Endpoint, count: string): Promise<void> {
    const message = this.memory.sent(id);
    if (!message) return;
    const { content } = message;
    const attributes = stanzaAttributes(content);
    const own = device.account === this.phone.account;
    await this.memory.signal.openSession(lidOf(device), device.takeBundle());
    const group = isGroupJid(message.chat);
    if (group) this.#forgetHolder(message.chat, device);
    const sealed = await this.memory.signal.encrypt(
      lidOf(device),
      own && !group ? { deviceSentMessage: { destinationJid: message.chat, message: content } } : content,
    );
    const target = device.account.jid(addressingOf(message.chat), device.id);
    const attrs = group
      ? { to: message.chat, participant: target }
      : { to: target, device_fanout: "false", ...(own && { recipient: message.chat }) };
    const part = enc(sealed, { ...attributes.enc, count });
    this.host.carrier.message(this.phone, el("message", { id, ...attributes.message, ...attrs }, [part]));
  }

  /** Sends to one linked device of this account what only devices of one account tell each other. */
  async sendToOwnDevice(device: Endpoint, protocolMessage: proto.Message.IProtocolMessage): Promise<void> {
    await this.#ensureSession(device);
    const sealed = await this.memory.signal.encrypt(lidOf(device), { protocolMessage });
    const id = `3A${randomBytes(9).toString("hex").toUpperCase()}`;
    const to = device.account.jid("pn", device.id);
    this.host.carrier.message(this.phone, el("message", { id, to, type: "text", category: "peer" }, [enc(sealed)]));
  }

  async #toPerson(id: string, to: string, message: proto.IMessage): Promise<void> {
    const chat = /^\d+$/.test(to) ? formatJid(to, "pn") : to;
    const peer = this.host.directory.account(chat);
    if (!peer) throw new SimulatorError("UNKNOWN_RECIPIENT", `${to} is not on this network: create its phone first`);
    const own = this.phone.account;
    const addressing = addressingOf(chat);
    const attributes = stanzaAttributes(message);
    const copy: proto.IMessage = { deviceSentMessage: { destinationJid: peer.jid(addressing), message } };
    const participants: BinaryNode[] = [];
    for (const device of fanOut(peer, own)) {
      await this.#ensureSession(device);
      const sealed = await this.memory.signal.encrypt(lidOf(device), device.account === own ? copy : message);
      const part = enc(sealed, attributes.enc);
      participants.push(el("to", { jid: device.account.jid(addressing, device.id) }, [part]));
    }
    this.#log(id, peer.jid(addressing), peer.data.phone, message);
    this.host.carrier.message(
      this.phone,
      el("message", { id, to: peer.jid(addressing), ...attributes.message }, [el("participants", {}, participants)]),
    );
  }

  async #toGroup(id: string, groupId: string, message: proto.IMessage): Promise<void> {
    const group = this.host.directory.group(groupId);
    if (!group) throw new SimulatorError("UNKNOWN_GROUP", `there is no group ${groupId}`);
    if (!(this.phone.account.data.phone in group.members)) {
      throw new SimulatorError("NOT_A_MEMBER", `${this.phone.account.data.phone} is not a member of ${groupId}`);
    }
    const targets = this.host.directory
      .members(group)
      .flatMap((member) => member.endpoints())
      .filter((device) => device !== this.phone);
    this.#renewKeysIfSomebodyLeft(group, targets);
    const sealed = await this.memory.signal.encryptForGroup(groupId, lidOf(this.phone), message);
    const holders = new Set(this.memory.record.groupKeyHolders[groupId] ?? []);
    const participants: BinaryNode[] = [];
    for (const device of targets.filter((target) => !holders.has(lidOf(target)))) {
      await this.#ensureSession(device);
      const keys = await this.memory.signal.encrypt(lidOf(device), { senderKeyDistributionMessage: sealed.keys });
      participants.push(el("to", { jid: device.account.jid(group.addressing, device.id) }, [enc(keys)]));
      holders.add(lidOf(device));
    }
    this.memory.record.groupKeyHolders[groupId] = [...holders];
    this.#log(id, groupId, groupId, message);
    const attributes = stanzaAttributes(message);
    this.host.carrier.message(
      this.phone,
      el("message", { id, to: groupId, ...attributes.message, addressing_mode: group.addressing }, [
        ...(participants.length > 0 ? [el("participants", {}, participants)] : []),
        el("enc", { v: "2", type: "skmsg", ...attributes.enc }, sealed.ciphertext),
      ]),
    );
  }

  /** Who left must not read on: the key is made anew when it was given to a device that is no longer there. */
  #renewKeysIfSomebodyLeft(group: GroupRecord, targets: readonly Endpoint[]): void {
    const present = new Set(targets.map(lidOf));
    const holders = this.memory.record.groupKeyHolders[group.id] ?? [];
    if (holders.every((holder) => present.has(holder))) return;
    this.memory.record.groupKeyHolders[group.id] = [];
    this.memory.signal.renewGroupKeys(group.id, lidOf(this.phone));
  }

  #forgetHolder(groupId: string, device: Endpoint): void {
    const holders = this.memory.record.groupKeyHolders[groupId] ?? [];
    this.memory.record.groupKeyHolders[groupId] = holders.filter((holder) => holder !== lidOf(device));
  }

  async #ensureSession(device: Endpoint): Promise<void> {
    if (await this.memory.signal.hasSession(lidOf(device))) return;
    await this.memory.signal.openSession(lidOf(device), device.takeBundle());
  }

  #log(id: string, chat: string, to: string, message: proto.IMessage): void {
    const { record, log } = this.memory;
    const from = this.phone.account.data.phone;
    const change = changeIn(message);
    const text = messageText(message);
    if (change) {
      record.changes[id] = { chat, content: proto.Message.encode(message).finish() };
      log.change(change, { phone: from, isAdmin: isAdmin(this.host.directory.group(chat), from) });
    } else if (text !== undefined) {
      const timestamp = Math.floor(Date.now() / 1000);
      const shown = { text, ...loggedContent(message, text) };
      log.add({ id, from, to, ...shown, timestamp, direction: "outgoing", status: "sent", chat });
    }
    this.phone.account.changed();
  }
}

/** Every device of both sides but the sending phone itself. */
function fanOut(peer: Account, own: Account): Endpoint[] {
  const mine = [...own.companions.values()];
  return peer === own ? mine : [...peer.endpoints(), ...mine];
}

function enc({ type, ciphertext }: Sealed, extra: Record<string, string> = {}): BinaryNode {
  return el("enc", { v: "2", type, ...extra }, ciphertext);
}

/** How sessions with a device are named. */
export function lidOf(device: Endpoint): string {
  return device.account.jid("lid", device.id);
}
