import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Endpoint } from "../state/account.ts";
import type { Directory } from "../state/directory.ts";
import { type Addressing, addressingOf, bareJid, isGroupJid } from "../wire/jid.ts";
import { child, children, el, timestamp } from "../wire/node.ts";

/** Receipts that say something to the server only. */
const SILENT = new Set(["sender", "peer_msg", "hist_sync"]);
/** Receipts that say that a message was looked at. */
const SEEN = new Set(["read", "played"]);

/** The messages that a receipt is about: its own id and those of its list. */
export function idsOf(receipt: BinaryNode): string[] {
  const listed = children(child(receipt, "list"), "item").map(({ attrs }) => attrs.id ?? "");
  return [receipt.attrs.id ?? "", ...listed];
}

/** Tells the author of a message what became of it, and the reader's other devices what was read. */
export function routeReceipt(directory: Directory, from: Endpoint, node: BinaryNode): void {
  const { type = "", to = "", participant } = node.attrs;
  if (SILENT.has(type)) return;
  if (type === "retry") {
    directory.endpoint(participant ?? to)?.deliver(el("receipt", relayed(from, node, from.id), children(node)));
    return;
  }
  if (type !== "read-self") {
    const receipt = el("receipt", relayed(from, node, 0), children(node));
    for (const device of directory.account(participant ?? to)?.endpoints() ?? []) device.deliver(receipt);
  }
  if ((SEEN.has(type) || type === "read-self") && !isGroupJid(to)) tellOwnDevices(from, node);
}

/** How a receipt looks to the author. A retry names the device that asks; others must not, or Baileys keeps the suffix. */
function relayed(from: Endpoint, { attrs }: BinaryNode, device: number): Record<string, string | undefined> {
  const { id, to = "", participant, recipient } = attrs;
  const type = attrs.type === "inactive" ? undefined : attrs.type;
  const reader = (addressing: Addressing) => from.account.jid(addressing, device);
  const sender = isGroupJid(to)
    ? { from: to, participant: reader(addressingOf(participant)) }
    : { from: reader(addressingOf(to)), recipient: type === "retry" ? recipient : undefined };
  return { ...sender, id, type, t: timestamp() };
}

function tellOwnDevices(from: Endpoint, node: BinaryNode): void {
  const { id, to = "" } = node.attrs;
  const attrs = { from: from.account.jid(addressingOf(to)), recipient: bareJid(to), id, type: "read-self" };
  const receipt = el("receipt", { ...attrs, t: timestamp() }, children(node));
  for (const device of from.account.endpoints()) if (device !== from) device.deliver(receipt);
}
