import { createHash } from "node:crypto";
import { bytes, child, children, el, text, timestamp } from "../wire/node.ts";
import type { Hub } from "./hub.ts";
import { askerOf, IqError, type IqTable } from "./iq-registry.ts";

/** A day: how long clients may keep what they are told here. */
const TTL_SECONDS = "86400";

/** What a client asks for after login, and the settings of its account. */
export function settingsIqs({ directory }: Hub): IqTable {
  return {
    "get abt props": () => [el("props", { protocol: "1", hash: "simulator", refresh: TTL_SECONDS, ab_key: "" }, [])],
    "get privacy privacy": (request) => {
      const { privacy } = askerOf(request).account.data;
      const categories = Object.entries(privacy).map(([name, value]) => el("category", { name, value }));
      return [el("privacy", {}, categories)];
    },
    "set privacy privacy": (request) => {
      const { account } = askerOf(request);
      const categories = children(request.body, "category");
      for (const { attrs } of categories) if (attrs.name) account.data.privacy[attrs.name] = attrs.value ?? "all";
      account.changed();
      return [el("privacy", {}, categories)];
    },
    "set privacy tokens": () => [el("tokens")],
    "get blocklist *": (request) => {
      const items = askerOf(request).account.data.blocked.flatMap((phone) => directory.byPhone(phone) ?? []);
      return [
        el(
          "list",
          {},
          items.map((account) => el("item", { jid: account.jid("lid"), pn_jid: account.jid("pn") })),
        ),
      ];
    },
    "set blocklist item": (request) => {
      const { account } = askerOf(request);
      const target = directory.account(request.body.attrs.jid);
      if (!target) throw new IqError(404, "item-not-found");
      const others = account.data.blocked.filter((phone) => phone !== target.data.phone);
      account.data.blocked = request.body.attrs.action === "block" ? [...others, target.data.phone] : others;
      account.changed();
      return [];
    },
    "set status status": (request) => {
      const { account } = askerOf(request);
      account.data.about = text(request.body);
      account.changed();
      return undefined;
    },
    "set disappearing_mode disappearing_mode": () => undefined,
    "set urn:xmpp:whatsapp:dirty clean": () => undefined,
    "set w:stats add": () => undefined,
    "set w:m media_conn": () => [el("media_conn", { auth: "simulator", ttl: "300", auth_ttl: TTL_SECONDS }, [])],
    // Nobody has a picture: there is no media server to fetch one from.
    "get w:profile:picture *": () => {
      throw new IqError(404, "item-not-found");
    },
    "set w:profile:picture *": (request) => {
      const picture = bytes(child(request.node, "picture"));
      if (!picture) return undefined;
      return [el("picture", { id: createHash("sha256").update(picture).digest("hex").slice(0, 10), t: timestamp() })];
    },
    "get bot bot": () => [el("bot", { v: "2" }, [])],
  };
}
