import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Account } from "../state/account.ts";
import type { Directory } from "../state/directory.ts";
import { addressingOf, formatJid } from "../wire/jid.ts";
import { child, children, el, text, timestamp } from "../wire/node.ts";
import type { Hub } from "./hub.ts";
import { askerOf, type IqTable } from "./iq-registry.ts";

/** What can be asked about a user: name of the protocol, and its answer. `undefined` says nothing about it. */
type Protocol = (account: Account | undefined, user: BinaryNode) => BinaryNode | undefined;

const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  devices: (account) => el("devices", {}, [el("device-list", {}, account?.endpoints().map(deviceNode) ?? [])]),
  // Whoever was asked for by LID is known by it; repeating it would make Baileys map the LID to itself.
  lid: (account, user) =>
    account && addressingOf(user.attrs.jid) === "pn" ? el("lid", { val: account.jid("lid") }) : undefined,
  contact: (account, user) => {
    const asked = text(child(user, "contact"));
    return el("contact", { type: account ? "in" : "out" }, asked === "" ? undefined : asked);
  },
  status: (account) => account && el("status", { t: timestamp() }, account.data.about),
  disappearing_mode: (account) => account && el("disappearing_mode", { duration: "0", t: "0" }),
  username: () => undefined,
  picture: () => undefined,
  sidelist: () => undefined,
  business: (account) => (account?.data.business ? el("business") : undefined),
  bot: () => undefined,
};

/** The directory service: devices, LIDs, who exists. */
export function usyncIqs({ directory }: Hub): IqTable {
  return {
    "get usync usync": (request) => {
      const asker = askerOf(request).account;
      const wanted = children(child(request.body, "query")).map(({ tag }) => tag);
      const users = children(child(request.body, "list"), "user").map((user) => {
        const account = find(directory, user);
        if (wanted.includes("devices") && account) account.watchers.add(asker);
        return answer(account, user, wanted);
      });
      const { sid, index, last, mode, context } = request.body.attrs;
      const result = wanted.map((tag) => el(tag));
      return [el("usync", { sid, index, last, mode, context }, [el("result", {}, result), el("list", {}, users)])];
    },
  };
}

function find(directory: Directory, user: BinaryNode): Account | undefined {
  const digits = text(child(user, "contact")).replace(/\D/g, "");
  return digits === "" ? directory.account(user.attrs.jid) : directory.byPhone(digits);
}

function answer(account: Account | undefined, user: BinaryNode, wanted: readonly string[]): BinaryNode {
  const digits = text(child(user, "contact")).replace(/\D/g, "");
  const jid = user.attrs.jid ?? formatJid(digits, "pn");
  return el(
    "user",
    { jid },
    wanted.flatMap((tag) => PROTOCOLS[tag]?.(account, user) ?? []),
  );
}

function deviceNode({ id, keyIndex }: { id: number; keyIndex: number }): BinaryNode {
  // Baileys ignores linked devices without a key index (wire reference d.1).
  return el("device", { id: String(id), "key-index": id === 0 ? undefined : String(keyIndex) });
}
