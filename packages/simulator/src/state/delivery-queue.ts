import type { BinaryNode } from "@whiskeysockets/baileys";
import { parseJid } from "../wire/jid.ts";
import { children } from "../wire/node.ts";

/** Baileys' error for a message that it has asked its author to send again (`NACK_REASONS.UnhandledError`). */
const UNREADABLE = "500";

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
    const key = keyOf(tag, id, { ...attrs, from: to });
    const entry = this.#entries.get(key);
    // What could not be read was asked for again, and that may be here already: it has to be confirmed for itself.
    if (attrs.error === UNREADABLE && entry !== undefined && isSentAgain(entry)) return false;
    return this.#entries.delete(key);
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

/** The retries of a message are counted beside its ciphertext. */
const isSentAgain = (stanza: BinaryNode) => children(stanza, "enc").some(({ attrs }) => attrs.count !== undefined);

/** Ids are unique for one sender only. The device is left out: clients answer to the bare address or to the full one. */
function keyOf(tag: string, id: string | undefined, attrs: BinaryNode["attrs"]): string {
  const chat = parseJid(attrs.recipient ?? attrs.from)?.user ?? "";
  const author = tag === "receipt" ? `${parseJid(attrs.participant)?.user ?? ""}|${attrs.type ?? ""}` : "";
  return `${tag}|${id ?? ""}|${chat}|${author}`;
}
