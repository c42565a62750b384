import { type BinaryNode, proto } from "@whiskeysockets/baileys";
import type { Account, Companion } from "../state/account.ts";
import type { Collection } from "../state/account-data.ts";
import { SERVER_JID } from "../wire/jid.ts";
import { bytes, child, children, el } from "../wire/node.ts";
import { notification } from "../wire/notification.ts";
import { askerOf, type IqTable } from "./iq-registry.ts";

/**
 * Settings that the devices of an account share: collections of encrypted patches. The server numbers them, keeps
 * them, gives them out and tells the other devices; it cannot read them. There are no snapshots: who starts from
 * nothing gets all patches.
 */
export const appStateIqs: IqTable = {
  "set w:sync:app:state sync": (request) => {
    const companion = askerOf(request);
    const answers = children(request.body, "collection").map((asked) => answer(companion, asked));
    return [el("sync", {}, answers)];
  },
  // chats.js asks so for a forced resync of one collection.
  "get w:sync:app:state sync": () => [el("sync", {}, [])],
};

function answer(companion: Companion, asked: BinaryNode): BinaryNode {
  const { account } = companion;
  const { name = "", version = "0" } = asked.attrs;
  account.data.collections[name] ??= { version: 0, patches: [] };
  const collection = account.data.collections[name];
  const known = Number(version);
  const patch = bytes(child(asked, "patch") ?? child(child(asked, "patches"), "patch"));
  if (patch) {
    // The device worked on an old version: it must fetch what it lacks and try again.
    if (known !== collection.version) return conflict(name, collection);
    collection.version++;
    collection.patches.push(numbered(patch, collection.version));
    account.changed();
    tellOthers(account, companion, name, collection);
    return el("collection", { name, version: String(collection.version) });
  }
  const missing = collection.patches.slice(known).map((content) => el("patch", {}, content));
  const patches = missing.length > 0 ? [el("patches", {}, missing)] : [];
  return el("collection", { name, version: String(collection.version) }, patches);
}

/** Clients leave the number to the server, and check it in what they fetch. */
function numbered(patch: Uint8Array, version: number): Uint8Array {
  return proto.SyncdPatch.encode({ ...proto.SyncdPatch.decode(patch), version: { version } }).finish();
}

function conflict(name: string, collection: Collection): BinaryNode {
  const error = el("error", { code: "409", text: "conflict" });
  return el("collection", { name, type: "error", version: String(collection.version) }, [error]);
}

function tellOthers(account: Account, author: Companion, name: string, collection: Collection): void {
  const changed = el("collection", { name, version: String(collection.version) });
  for (const device of account.companions.values()) {
    if (device !== author) device.deliver(notification(SERVER_JID, "server_sync", [changed]));
  }
}
