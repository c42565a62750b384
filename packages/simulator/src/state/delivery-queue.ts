import type { BinaryNode } from "@whiskeysockets/baileys";
import { parseJid } from "../wire/jid.ts";

/** What waits for a device, oldest first. An entry leaves only when the device has confirmed it. */
export class DeliveryQueue {
  /** Keyed by tag and id; stanzas of one id from two chats share an entry list. Insertion order is delivery order. */
  readonly #entries = new Map<string, BinaryNode>();

  constructor(stanzas: readonly BinaryNode[] = []) {
    for (const stanza of stanzas) this.add(stanza);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Puts a stanza at the end; one with the same key is replaced (a message that is sent again). */
  add(stanza: BinaryNode): void {
    const key = keyOf(stanza.tag, stanza.attrs.id, stanza.attrs);
    this.#entries.delete(key);
    this.#entries.set(key, stanza);
  }

  /** Confirms a message by a receipt or a refusal, or anything else by its `<ack>`. Tells whether it was there. */
  confirm(tag: string, answer: BinaryNode): boolean {
    // An answer names in `to` what the stanza named in `from`.
    const { id, to = "", ...attrs } = answer.attrs;
    return this.#entries.delete(keyOf(tag, id, { ...attrs, from: to }));
  }

  list(): BinaryNode[] {
    return [...this.#entries.values()];
  }

  /** How many of each tag wait. */
  count(tag: string): number {
    let count = 0;
    for (const { tag: own } of this.#entries.values()) if (own === tag) count++;
    return count;
  }
}

/** Ids are unique for one sender only. The device is left out: clients answer to the bare address or to the full one. */
function keyOf(tag: string, id: string | undefined, attrs: BinaryNode["attrs"]): string {
  const chat = parseJid(attrs.recipient ?? attrs.from)?.user ?? "";
  const author = tag === "receipt" ? `${parseJid(attrs.participant)?.user ?? ""}|${attrs.type ?? ""}` : "";
  return `${tag}|${id ?? ""}|${chat}|${author}`;
}
