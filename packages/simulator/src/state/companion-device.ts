import type { BinaryNode } from "@whiskeysockets/baileys";
import { SERVER_JID } from "../wire/jid.ts";
import { el } from "../wire/node.ts";
import { notification } from "../wire/notification.ts";
import type { Account, Companion, Line } from "./account.ts";
import type { CompanionData, CompanionRecord } from "./companion-data.ts";
import { DeliveryQueue } from "./delivery-queue.ts";
import type { PreKeyBundle } from "./pre-key.ts";

/** Baileys uploads more when it hears of fewer than five (MIN_PREKEY_COUNT). */
const FEW_PRE_KEYS = 4;

/** A linked device with its queue: what is delivered stays until the device confirms it. */
export class CompanionDevice implements Companion {
  readonly data: CompanionData;
  readonly queue: DeliveryQueue;
  line: Line | undefined;

  constructor(
    readonly account: Account,
    { queue, ...data }: CompanionRecord,
  ) {
    this.data = data;
    this.queue = new DeliveryQueue(queue);
  }

  get id(): number {
    return this.data.id;
  }

  get keyIndex(): number {
    return this.data.keyIndex;
  }

  takeBundle(): PreKeyBundle {
    const { registrationId, identityKey, signedPreKey } = this.data;
    const preKey = this.data.preKeys.shift();
    // Exactly once on the way down: a device that hears it uploads more.
    if (preKey && this.data.preKeys.length === FEW_PRE_KEYS) this.deliver(fewPreKeys());
    this.account.changed();
    return { registrationId, identityKey, signedPreKey, ...(preKey && { preKey }) };
  }

  deliver(stanza: BinaryNode): void {
    this.queue.add(stanza);
    this.line?.send(stanza);
    this.account.changed();
  }

  confirm(tag: string, answer: BinaryNode): boolean {
    const found = this.queue.confirm(tag, answer);
    if (found) this.account.changed();
    return found;
  }
}

function fewPreKeys(): BinaryNode {
  return notification(SERVER_JID, "encrypt", [el("count", { value: String(FEW_PRE_KEYS) })]);
}
