import type { BinaryNode, proto } from "@whiskeysockets/baileys";
import type { SimulatorLog } from "../log.ts";
import type { Endpoint } from "../state/account.ts";
import { isAdmin } from "../state/group.ts";
import { bareJid, isGroupJid } from "../wire/jid.ts";
import { bytes, child, children, el } from "../wire/node.ts";
import { loggedContent } from "./logged-content.ts";
import { changeIn } from "./message-change.ts";
import type { LoggedMessage } from "./message-log.ts";
import { messageText } from "./message-text.ts";
import type { PhoneHost } from "./phone-host.ts";
import type { PhoneMemory } from "./phone-memory.ts";
import type { MessageStatus } from "./phone-message.ts";
import { lidOf, type PhoneOutbox } from "./phone-outbox.ts";

/** After this many requests for one message a phone gives up, as WhatsApp's clients do. */
const MAX_RETRIES = 5;

/** The receiving half of a phone: it decrypts, logs, confirms, and asks again for what it cannot read. */
export class PhoneInbox {
  readonly #retries = new Map<string, number>();

  constructor(
    private readonly phone: Endpoint,
    private readonly memory: PhoneMemory,
    private readonly outbox: PhoneOutbox,
    private readonly host: PhoneHost,
    private readonly log: SimulatorLog,
  ) {}

  async handle(stanza: BinaryNode): Promise<void> {
    if (stanza.tag === "message") await this.#message(stanza);
    else if (stanza.tag === "receipt") await this.#receipt(stanza);
  }

  async #message(stanza: BinaryNode): Promise<void> {
    const author = this.host.directory.endpoint(stanza.attrs.participant ?? stanza.attrs.from);
    if (!author) return;
    try {
      for (const part of children(stanza, "enc")) this.#show(stanza, author, await this.#decrypt(stanza, author, part));
    } catch (error) {
      if (this.memory.log.get(stanza.attrs.id ?? "")) return;
      this.log("phone cannot decrypt", { id: stanza.attrs.id, error: String(error) });
      this.#askAgain(stanza);
      return;
    }
    this.#confirm(stanza, author);
  }

  async #decrypt(stanza: BinaryNode, author: Endpoint, part: BinaryNode): Promise<proto.IMessage> {
    const { signal } = this.memory;
    const ciphertext = bytes(part) ?? Buffer.alloc(0);
    const { type } = part.attrs;
    if (type === "skmsg") return signal.decryptFromGroup(stanza.attrs.from ?? "", lidOf(author), ciphertext);
    const message = await signal.decrypt(lidOf(author), { type: type === "pkmsg" ? "pkmsg" : "msg", ciphertext });
    const keys = message.senderKeyDistributionMessage;
    if (keys) await signal.acceptGroupKeys(lidOf(author), keys);
    return message;
  }

  #show(stanza: BinaryNode, author: Endpoint, message: proto.IMessage): void {
    const own = author.account === this.phone.account;
    const content = message.deviceSentMessage?.message ?? message;
    const text = messageText(content);
    const { id, from = "", recipient, t, participant } = stanza.attrs;
    const { phone } = author.account.data;
    const change = changeIn(content);
    if (change) this.memory.log.change(change, { phone, isAdmin: isAdmin(this.host.directory.group(from), phone) });
    if (change) this.phone.account.changed();
    if (text === undefined || !id) return;
    const chat = bareJid(recipient ?? from);
    const peer = own ? this.host.directory.account(chat) : this.phone.account;
    this.memory.log.add({
      id,
      from: phone,
      to: isGroupJid(from) ? from : (peer?.data.phone ?? chat),
      text,
      ...loggedContent(content, text),
      timestamp: Number(t),
      direction: own ? "outgoing" : "incoming",
      status: own ? "sent" : "delivered",
      chat,
      ...(participant && { participant }),
    });
    this.phone.account.changed();
  }

  /**
   * Says that the message arrived. While devices are linked to the account the phone leaves that to them: "delivered"
   * then means that the device under test has it.
   */
  #confirm(stanza: BinaryNode, author: Endpoint): void {
    const { id, from, participant } = stanza.attrs;
    if (author.account === this.phone.account || this.phone.account.companions.size > 0) return;
    this.host.carrier.receipt(this.phone, el("receipt", { id, to: from, participant }));
  }

  #askAgain(stanza: BinaryNode): void {
    const { id = "", from, participant, recipient, t } = stanza.attrs;
    const count = (this.#retries.get(id) ?? 0) + 1;
    if (count > MAX_RETRIES) return;
    this.#retries.set(id, count);
    const { registrationId } = this.memory.signal;
    const registration = Buffer.alloc(4);
    registration.writeUInt32BE(registrationId);
    this.host.carrier.receipt(
      this.phone,
      el("receipt", { id, to: from, type: "retry", participant, recipient }, [
        el("retry", { count: String(count), id, t, v: "1" }),
        el("registration", {}, registration),
      ]),
    );
  }

  async #receipt(stanza: BinaryNode): Promise<void> {
    const { id = "", type, participant, from } = stanza.attrs;
    if (type === "retry") {
      const device = this.host.directory.endpoint(participant ?? from);
      if (device) await this.outbox.resend(id, device, child(stanza, "retry")?.attrs.count ?? "1");
      return;
    }
    const status = statusOf(type);
    const ids = [id, ...children(child(stanza, "list"), "item").map((item) => item.attrs.id ?? "")];
    if (status) for (const each of ids) this.memory.log.advance(each, status);
    this.phone.account.changed();
  }
}

function statusOf(type: string | undefined): MessageStatus | undefined {
  if (type === undefined) return "delivered";
  return type === "read" || type === "read-self" || type === "played" ? "read" : undefined;
}

/** The receipt that says that somebody has looked at a message. */
export function readReceipt(message: LoggedMessage): BinaryNode {
  return el("receipt", { id: message.id, to: message.chat, type: "read", participant: message.participant });
}
