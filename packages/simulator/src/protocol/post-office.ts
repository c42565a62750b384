import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Counters } from "../counters.ts";
import type { Endpoint } from "../state/account.ts";
import type { Carrier } from "../state/carrier.ts";
import type { Directory } from "../state/directory.ts";
import { type GroupRecord, isAdmin } from "../state/group.ts";
import { type Addressing, addressingOf, bareJid, isGroupJid, otherAddressing } from "../wire/jid.ts";
import { child, children, el, timestamp } from "../wire/node.ts";
import { routeReceipt } from "./receipts.ts";

/** The mark of a message that takes back somebody else's. */
const ADMIN_REVOKE = "8";

/** Reads what a device sends and hands each other device its part. It cannot read messages. */
export class PostOffice implements Carrier {
  constructor(
    private readonly directory: Directory,
    private readonly counters: Counters,
  ) {}

  message(from: Endpoint, node: BinaryNode): string | undefined {
    this.counters.sent++;
    if (isGroupJid(node.attrs.to)) return this.#groupMessage(from, node);
    const direct = children(node, "enc");
    if (direct.length > 0) this.#toDevice(from, node, node.attrs.to, direct);
    for (const { jid, encs } of participantsOf(node)) this.#toDevice(from, node, jid, encs);
    return undefined;
  }

  receipt(from: Endpoint, node: BinaryNode): void {
    if (node.attrs.type === "retry") this.counters.retries++;
    routeReceipt(this.directory, from, node);
  }

  #toDevice(from: Endpoint, node: BinaryNode, jid: string | undefined, encs: readonly BinaryNode[]): void {
    const target = this.directory.endpoint(jid);
    if (!target || target.account.data.blocked.includes(from.account.data.phone)) return;
    const attrs = { ...commonAttrs(node), ...this.#envelope(from, target, node) };
    target.deliver(el("message", attrs, [...encs, ...identityFor(node, encs)]));
  }

  /** Who it is from and, between devices of one account, whom it was meant for. */
  #envelope(from: Endpoint, target: Endpoint, node: BinaryNode): Record<string, string | undefined> {
    const addressing = addressingOf(node.attrs.to);
    const other = otherAddressing(addressing);
    const sender = from.account.jid(addressing, from.id);
    if (target.account !== from.account || node.attrs.category === "peer") {
      const notify = from.account.data.name || undefined;
      return { from: sender, notify, [`sender_${other}`]: from.account.jid(other) };
    }
    const recipient = bareJid(node.attrs.recipient ?? node.attrs.to ?? "");
    // Not sender_lid: Baileys would take it for the other address of the recipient (decode-wa-message.js).
    return { from: sender, recipient, [`peer_recipient_${other}`]: this.directory.account(recipient)?.jid(other) };
  }

  #groupMessage(from: Endpoint, node: BinaryNode): string | undefined {
    const group = this.directory.group(node.attrs.to);
    if (!group) return "404";
    const { phone } = from.account.data;
    if (!(phone in group.members)) return "403";
    if (node.attrs.edit === ADMIN_REVOKE && !isAdmin(group, phone)) return "403";
    const attrs = { ...commonAttrs(node), ...groupEnvelope(from, group) };
    const shared = children(node, "enc");
    if (node.attrs.participant) {
      const target = this.directory.endpoint(node.attrs.participant);
      target?.deliver(el("message", attrs, [...shared, ...identityFor(node, shared)]));
      return undefined;
    }
    const own = new Map<Endpoint | undefined, readonly BinaryNode[]>();
    for (const { jid, encs } of participantsOf(node)) own.set(this.directory.endpoint(jid), encs);
    for (const target of this.directory.members(group).flatMap((member) => member.endpoints())) {
      if (target === from) continue;
      // The group's key travels in the device's own part: it must come first, or the shared part cannot be read.
      const keys = own.get(target) ?? [];
      target.deliver(el("message", attrs, [...keys, ...shared, ...identityFor(node, keys)]));
    }
    return undefined;
  }
}

function groupEnvelope(from: Endpoint, group: GroupRecord): Record<string, string | undefined> {
  const other: Addressing = otherAddressing(group.addressing);
  return {
    from: group.id,
    participant: from.account.jid(group.addressing, from.id),
    [`participant_${other}`]: from.account.jid(other),
    addressing_mode: group.addressing,
    notify: from.account.data.name || undefined,
  };
}

function commonAttrs({ attrs }: BinaryNode): Record<string, string | undefined> {
  const { id, type, edit, category } = attrs;
  return { id, type, edit, category, t: timestamp() };
}

function participantsOf(node: BinaryNode): { jid: string | undefined; encs: BinaryNode[] }[] {
  return children(child(node, "participants"), "to").map((to) => ({ jid: to.attrs.jid, encs: children(to, "enc") }));
}

/** Who opens a session proves that the account knows the device. */
function identityFor(node: BinaryNode, encs: readonly BinaryNode[]): BinaryNode[] {
  return encs.some(({ attrs }) => attrs.type === "pkmsg") ? children(node, "device-identity") : [];
}
