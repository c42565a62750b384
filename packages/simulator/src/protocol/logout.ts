import { parseJid } from "../wire/jid.ts";
import type { Hub } from "./hub.ts";
import { askerOf, IqError, type IqTable } from "./iq-registry.ts";

/** A device unlinks itself or another of its account. */
export function logoutIqs(network: Hub): IqTable {
  return {
    "set md remove-companion-device": (request) => {
      const { account } = askerOf(request);
      const companion = account.companions.get(parseJid(request.body.attrs.jid)?.device ?? 0);
      if (!companion) throw new IqError(404, "item-not-found");
      network.unlink(companion);
      return undefined;
    },
  };
}
