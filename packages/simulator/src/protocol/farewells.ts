import type { BinaryNode } from "@whiskeysockets/baileys";
import type { KickReason } from "../actors/phone-host.ts";
import { el } from "../wire/node.ts";

const streamError = (attrs: Record<string, string>, content?: readonly BinaryNode[]) =>
  el("stream:error", attrs, content);

/** The last stanza of a connection that the server ends, by reason (wire reference g). A drop has none. */
export const FAREWELLS: Readonly<Record<KickReason, BinaryNode | undefined>> = {
  restart: streamError({ code: "515" }),
  replaced: streamError({}, [el("conflict", { type: "replaced" })]),
  logged_out: streamError({ code: "401" }, [el("conflict", { type: "device_removed" })]),
  unavailable: streamError({ code: "503" }),
  banned: el("failure", { reason: "403" }),
  drop: undefined,
};

/** Refuses a login. */
export function loginFailure(reason: 401 | 403 | 405): BinaryNode {
  return el("failure", { reason: String(reason) });
}
