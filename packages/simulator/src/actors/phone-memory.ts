import { randomBytes } from "node:crypto";
import type { Account } from "../state/account.ts";
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

  toRecord(): PhoneRecord {
    return { ...this.record, log: this.log.list() };
  }
}
