import { randomBytes } from "node:crypto";
import { proto } from "@whiskeysockets/baileys";
import type { Account } from "../state/account.ts";
import { contentOf } from "./logged-content.ts";
import { MessageLog } from "./message-log.ts";
import type { PhoneRecord } from "./phone-record.ts";
import { createPhoneKeys, PhoneSignal } from "./phone-signal.ts";

/** What the parts of a phone share: its account, its identity, its messages. */
export class PhoneMemory {
  readonly log: MessageLog;
  #signal: PhoneSignal | undefined;

  constructor(
    readonly account: Account,
    readonly record: PhoneRecord,
  ) {
    this.log = new MessageLog(record.log);
  }

  get signal(): PhoneSignal {
    this.record.keys ??= createPhoneKeys();
    this.#signal ??= new PhoneSignal(this.record.keys, this.account.changed);
    return this.#signal;
  }

  get identity() {
    return this.signal.identity;
  }

  get appStateKey() {
    // Two bytes of device (0, the phone) and four of a counter: how WhatsApp names these keys.
    this.record.appStateKey ??= { id: Buffer.from([0, 0, 0, 0, 0, 1]), key: randomBytes(32) };
    return this.record.appStateKey;
  }

  /** What was sent under an id, for a device that asks again; `undefined` when it is none of its own or was taken back. */
  sent(id: string): { readonly chat: string; readonly content: proto.IMessage } | undefined {
    const change = this.record.changes[id];
    if (change) return { chat: change.chat, content: proto.Message.decode(change.content) };
    const message = this.log.get(id);
    if (message?.direction !== "outgoing" || message.revoked) return undefined;
    return { chat: message.chat, content: contentOf(message) };
  }

  toRecord(): PhoneRecord {
    return { ...this.record, log: this.log.list() };
  }
}
