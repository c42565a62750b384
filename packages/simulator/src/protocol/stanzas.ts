import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Companion } from "../state/account.ts";
import { el } from "../wire/node.ts";
import type { Hub } from "./hub.ts";
import { idsOf } from "./receipts.ts";
import type { Session } from "./session.ts";

/** Receipts that do not say that a message arrived. */
const NO_ARRIVAL = new Set(["read", "read-self", "played", "retry"]);

type Listener = (network: Hub, session: Session, companion: Companion, node: BinaryNode) => void;

/** What a logged-in client may say, but for iqs. `ib` carries only telemetry and flow control. */
const LISTENERS: Readonly<Record<string, Listener>> = {
  message: (network, session, companion, node) => session.ack(node, network.carrier.message(companion, node)),
  receipt: hearReceipt,
  ack: hearAck,
  presence: (network, _session, companion, node) => network.presence.presence(companion, node),
  chatstate: (network, _session, companion, node) => network.presence.chatState(companion, node),
  call: (_network, session, _companion, node) => session.ack(node),
  ib: () => {},
};

/** Does what a stanza of a client asks for. Clients that are not logged in can only pair. */
export function hear(network: Hub, session: Session, node: BinaryNode): void {
  const listener = LISTENERS[node.tag];
  if (node.tag === "iq") network.iqs.answer(session, node);
  else if (!listener) network.log("unknown stanza", { tag: node.tag });
  else if (session.companion) listener(network, session, session.companion, node);
}

function hearReceipt(network: Hub, session: Session, companion: Companion, node: BinaryNode): void {
  const { type = "" } = node.attrs;
  if (!NO_ARRIVAL.has(type)) {
    for (const id of idsOf(node)) {
      const arrived = companion.confirm("message", el("receipt", { ...node.attrs, id }));
      // History and keys come from the device's own phone: nobody waits for them to be delivered.
      if (arrived && type !== "peer_msg") network.counters.delivered++;
    }
  }
  network.carrier.receipt(companion, node);
  session.ack(node);
}

function hearAck(network: Hub, _session: Session, companion: Companion, node: BinaryNode): void {
  const { class: tag = "", error, id } = node.attrs;
  if (tag === "message" && error !== undefined) {
    network.counters.refused++;
    network.log("message refused", { id, error, device: companion.id, phone: companion.account.data.phone });
  }
  companion.confirm(tag, node);
}
