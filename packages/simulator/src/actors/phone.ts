import type { BinaryNode, KeyPair, proto } from "@whiskeysockets/baileys";
import { SimulatorError } from "../errors.ts";
import type { SimulatorLog } from "../log.ts";
import type { Account, Companion, Endpoint } from "../state/account.ts";
import type { BusinessProfile } from "../state/business-profile.ts";
import { isAdmin } from "../state/group.ts";
import type { PreKeyBundle } from "../state/pre-key.ts";
import { addressingOf, bareJid } from "../wire/jid.ts";
import { historyOf, shareAppStateKey } from "./bootstrap.ts";
import { answerTo, editOf, reactionTo, revokeOf } from "./message-actions.ts";
import { type LoggedMessage, publicView, type WaitOptions } from "./message-log.ts";
import type { KickReason, LinkedDevice, PhoneHost } from "./phone-host.ts";
import { PhoneInbox, readReceipt } from "./phone-inbox.ts";
import { PhoneMemory } from "./phone-memory.ts";
import type { PhoneMessage } from "./phone-message.ts";
import { PhoneOutbox } from "./phone-outbox.ts";
import type { AppStateKey, PhoneRecord } from "./phone-record.ts";
import { publishName } from "./push-name.ts";
import { SerialQueue } from "./serial-queue.ts";

/**
 * A person's phone: device 0 of an account, with a Signal identity of its own. It decrypts what reaches it, sends real
 * ciphertext, and says nothing unless told to. A contact is a phone to which no tenant is linked.
 */
export class Phone implements Endpoint {
  readonly id = 0;
  readonly keyIndex = 0;
  readonly #memory: PhoneMemory;
  readonly #outbox: PhoneOutbox;
  readonly #inbox: PhoneInbox;
  readonly #queue = new SerialQueue();

  /** @internal Made by the simulator: `simulator.phone()` or `simulator.contact()`. */
  constructor(
    readonly account: Account,
    record: PhoneRecord,
    private readonly host: PhoneHost,
    private readonly log: SimulatorLog,
  ) {
    this.#memory = new PhoneMemory(account, record);
    this.#outbox = new PhoneOutbox(this, this.#memory, host);
    this.#inbox = new PhoneInbox(this, this.#memory, this.#outbox, host, log);
  }

  /** Digits with the country code. */
  get number(): string {
    return this.account.data.phone;
  }

  /** `PN@s.whatsapp.net` */
  get jid(): string {
    return this.account.jid("pn");
  }

  /** `LID@lid` */
  get lid(): string {
    return this.account.jid("lid");
  }

  /** The name that others see. */
  get name(): string {
    return this.account.data.name;
  }

  /** False between `goOffline` and `goOnline`. */
  get isOnline(): boolean {
    return !this.#memory.record.offline;
  }

  /** The addresses of the devices linked to this phone: `PN:device@s.whatsapp.net`. */
  get linkedDevices(): string[] {
    return [...this.account.companions.keys()].map((device) => this.account.jid("pn", device));
  }

  /** Scans a QR code; resolves when the device has signed. Rejects with `UNKNOWN_QR` or `PAIRING_FAILED`. */
  scanQr(qr: string): Promise<LinkedDevice> {
    return this.host.scanQr(this.account, qr);
  }

  /** Types a pairing code; resolves when the device has signed. Rejects with `UNKNOWN_CODE` or `PAIRING_FAILED`. */
  enterCode(code: string): Promise<LinkedDevice> {
    return this.host.enterCode(this.account, code);
  }

  /**
   * Sends a text to a number (digits), an address (a LID makes the message LID-addressed) or a group id.
   * Rejects with `UNKNOWN_RECIPIENT`, `UNKNOWN_GROUP` or `NOT_A_MEMBER`.
   */
  sendText(to: string, text: string): Promise<{ id: string }> {
    return this.send(to, { conversation: text });
  }

  /**
   * Sends any content: a poll, a place, a picture on a media server elsewhere. Nothing is uploaded or checked.
   * Rejects as `sendText` does.
   */
  async send(to: string, content: proto.IMessage): Promise<{ id: string }> {
    return { id: await this.#queue.run(() => this.#outbox.send(to, content)) };
  }

  /** Answers a message, quoting it. Rejects with `UNKNOWN_MESSAGE`. */
  async reply(id: string, text: string): Promise<{ id: string }> {
    const message = this.#message(id);
    const addressing = this.host.directory.group(message.chat)?.addressing ?? addressingOf(message.chat);
    const own = message.direction === "outgoing";
    const author = own ? this.account.jid(addressing) : bareJid(message.participant ?? message.chat);
    return this.send(message.chat, answerTo(message, author, text));
  }

  /** Reacts to a message; an empty emoji takes the reaction back. Rejects with `UNKNOWN_MESSAGE`. */
  async react(id: string, emoji: string): Promise<{ id: string }> {
    const message = this.#message(id);
    return this.send(message.chat, reactionTo(message, emoji));
  }

  /** Puts another text in the place of a message of this account. Rejects with `UNKNOWN_MESSAGE`. */
  async editText(id: string, text: string): Promise<{ id: string }> {
    const message = this.#message(id);
    if (message.direction !== "outgoing") {
      throw new SimulatorError("UNKNOWN_MESSAGE", `${this.number} has not written ${id}: only its author may edit it`);
    }
    return this.send(message.chat, editOf(message, text));
  }

  /**
   * Takes a message back for everybody: one of this account, or anybody's in a group that it administers.
   * Rejects with `UNKNOWN_MESSAGE` or `NOT_AN_ADMIN`.
   */
  async revoke(id: string): Promise<{ id: string }> {
    const message = this.#message(id);
    const group = this.host.directory.group(message.chat);
    if (message.direction === "incoming" && !isAdmin(group, this.number)) {
      throw new SimulatorError(
        "NOT_AN_ADMIN",
        `${this.number} has not written ${id} and is no administrator of a group`,
      );
    }
    return this.send(message.chat, revokeOf(message));
  }

  /** Everything sent and received, linked devices included, oldest first. */
  messages(): PhoneMessage[] {
    return this.#memory.log.list().map(publicView);
  }

  /** The first message that this phone received and that matches (or has this text), now or later. */
  received(matches: string | ((message: PhoneMessage) => boolean), options?: WaitOptions): Promise<PhoneMessage> {
    const matching = typeof matches === "string" ? ({ text }: PhoneMessage) => text === matches : matches;
    const wanted = (message: PhoneMessage) => message.direction === "incoming" && matching(message);
    return this.#memory.log.waitFor(wanted, `a message to ${this.number}`, options);
  }

  /** Resolves when the receiving device has confirmed a message of this account. */
  delivered(id: string, options?: WaitOptions): Promise<PhoneMessage> {
    const arrived = (message: PhoneMessage) => message.id === id && message.status !== "sent";
    return this.#memory.log.waitFor(arrived, `delivery of ${id}`, options);
  }

  /** Resolves when a message of this account has been read. */
  readByPeer(id: string, options?: WaitOptions): Promise<PhoneMessage> {
    const read = (message: PhoneMessage) => message.id === id && message.status === "read";
    return this.#memory.log.waitFor(read, `reading of ${id}`, options);
  }

  /** Reads a message that was received: its author gets the blue ticks. Throws `UNKNOWN_MESSAGE`. */
  read(id: string): void {
    const message = this.#message(id);
    if (message.direction !== "incoming") {
      throw new SimulatorError("UNKNOWN_MESSAGE", `${this.number} has received no message ${id}`);
    }
    this.#memory.log.advance(id, "read");
    this.account.changed();
    this.host.carrier.receipt(this, readReceipt(message));
  }

  /** Reads everything in a chat, a number or the id of a group, that it has not read yet. Returns how much that was. */
  readChat(chat: string): number {
    const isUnread = ({ direction, status, from, to, revoked }: LoggedMessage) =>
      direction === "incoming" &&
      !revoked &&
      status !== "read" &&
      (to === chat || (from === chat && to === this.number));
    const unread = this.#memory.log.list().filter(isUnread);
    for (const { id } of unread) this.read(id);
    return unread.length;
  }

  /** Ends the connections of this phone's linked devices as WhatsApp would. Returns how many there were. */
  kick(reason: KickReason): number {
    return this.host.kick(this.account, reason);
  }

  /** Lifts a ban. */
  pardon(): void {
    this.account.data.banned = false;
    this.account.changed();
  }

  /** From now on nothing reaches the phone; it waits. */
  goOffline(): void {
    this.#memory.record.offline = true;
    this.account.changed();
  }

  /** Takes what has waited. */
  goOnline(): void {
    const { record } = this.#memory;
    record.offline = false;
    for (const stanza of record.held.splice(0)) this.deliver(stanza);
    this.account.changed();
  }

  /** Forgets all sessions, as a phone does that was restored from an old backup: it must ask for messages again. */
  loseSessions(): void {
    this.#memory.signal.loseSessions();
  }

  /** Forgets the keys of a group, its own and others': it must ask for messages again. */
  loseGroupKeys(groupId: string): void {
    this.#memory.signal.loseGroupKeys(groupId);
  }

  /** Makes it a business, with this profile; `null` makes it a person again. */
  setBusiness(profile: BusinessProfile | null): void {
    this.account.data.business = profile;
    this.account.changed();
  }

  /** @internal */
  get identity(): KeyPair {
    return this.#memory.identity;
  }

  /** @internal */
  get appStateKey(): AppStateKey {
    return this.#memory.appStateKey;
  }

  /** @internal */
  takeBundle(): PreKeyBundle {
    return this.#memory.signal.takeBundle();
  }

  /** @internal */
  deliver(stanza: BinaryNode): void {
    const { record } = this.#memory;
    if (record.offline) record.held.push(stanza);
    else this.#background("phone failed to handle a stanza", () => this.#inbox.handle(stanza));
  }

  /** @internal Gives a device that was just linked the keys and chats of this phone. */
  bootstrap(device: Companion): void {
    this.#background("phone failed to send history", async () => {
      await publishName(this.account, this.appStateKey);
      await this.#outbox.sendToOwnDevice(device, shareAppStateKey(this.appStateKey));
      await this.#outbox.sendToOwnDevice(device, await historyOf(this.account, this.#memory.log.list(), this.host));
    });
  }

  /** @internal */
  toRecord(): PhoneRecord {
    return this.#memory.toRecord();
  }

  /** @internal Resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.#memory.log.stop();
    await this.#queue.idle();
  }

  #message(id: string): LoggedMessage {
    const message = this.#memory.log.get(id);
    if (message && !message.revoked) return message;
    throw new SimulatorError("UNKNOWN_MESSAGE", `${this.number} has no message ${id}, or it was taken back`);
  }

  #background(event: string, task: () => Promise<void>): void {
    this.#queue.run(task).catch((error: unknown) => this.log(event, { error: String(error) }));
  }
}
