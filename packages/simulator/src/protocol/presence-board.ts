import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Counters } from "../counters.ts";
import type { Account, Companion } from "../state/account.ts";
import type { Directory } from "../state/directory.ts";
import { type Addressing, addressingOf } from "../wire/jid.ts";
import { child, children, el } from "../wire/node.ts";

/** Who is there and who is typing. Reaches only those who are connected, and nothing of it is kept. */
export class PresenceBoard {
  readonly #watchers = new Map<Account, Map<Companion, Addressing>>();
  readonly #available = new Set<Companion>();

  constructor(
    private readonly directory: Directory,
    private readonly counters: Counters,
  ) {}

  /** "available" and "unavailable" tell all who subscribed; "subscribe" is answered at once. */
  presence(from: Companion, { attrs: { type, to, name } }: BinaryNode): void {
    if (type === "subscribe") {
      this.#subscribe(from, to);
      return;
    }
    this.counters.presented(type ?? "named");
    const { account } = from;
    if (name && account.data.name === "") {
      account.data.name = name;
      account.changed();
    }
    if (type === "available") this.#available.add(from);
    else if (type === "unavailable") this.#available.delete(from);
    this.#tell(account);
  }

  /** "Typing", or that it stopped. */
  chatState(from: Companion, node: BinaryNode): void {
    const { to } = node.attrs;
    const state = child(node);
    this.counters.presented(state?.attrs.media === "audio" ? "recording" : (state?.tag ?? "none"));
    const stanza = el("chatstate", { from: from.account.jid(addressingOf(to)) }, children(node));
    for (const companion of this.directory.account(to)?.companions.values() ?? []) companion.line?.send(stanza);
  }

  /** A connection ended: its device is away and watches nobody. */
  leave(companion: Companion): void {
    for (const watching of this.#watchers.values()) watching.delete(companion);
    if (this.#available.delete(companion)) this.#tell(companion.account);
  }

  #subscribe(watcher: Companion, to: string | undefined): void {
    const target = this.directory.account(to);
    if (!target) return;
    const watching = this.#watchers.get(target) ?? new Map<Companion, Addressing>();
    this.#watchers.set(target, watching.set(watcher, addressingOf(to)));
    watcher.line?.send(this.#presenceOf(target, addressingOf(to)));
  }

  #tell(account: Account): void {
    for (const [watcher, addressing] of this.#watchers.get(account) ?? []) {
      watcher.line?.send(this.#presenceOf(account, addressing));
    }
  }

  #presenceOf(account: Account, addressing: Addressing): BinaryNode {
    const there = [...account.companions.values()].some((device) => this.#available.has(device));
    return el("presence", { from: account.jid(addressing), type: there ? "available" : "unavailable" });
  }
}
