import type { proto, WAMessage } from "@whiskeysockets/baileys";
import type { MessageStore } from "../../storage/message-store.ts";
import { bareJid, type Jid } from "../../types/jid.ts";
import type { TenantId } from "../../types/tenant.ts";
import { chatOf } from "./message-address.ts";
import { contentOf } from "./stored-content.ts";

/**
 * The content of a message that is stored under this key: the same chat, id and author. Resolves `undefined` when there is
 * none that can be read, so that nobody is answered with what another wrote.
 */
export async function recall(
  messages: MessageStore,
  tenant: TenantId,
  { key }: WAMessage,
): Promise<proto.IMessage | undefined> {
  if (key.id == null) return undefined;
  const found = await messages.find(tenant, key.id);
  if (found === undefined || found.type === "undecryptable" || found.fromMe !== (key.fromMe === true)) return undefined;
  const names = (jid: Jid, ...addresses: readonly (string | null | undefined)[]) =>
    addresses.some((address) => address != null && bareJid(address) === jid);
  if (!names(found.chat, chatOf(key), key.remoteJid, key.remoteJidAlt)) return undefined;
  const isGroup = key.participant != null && key.participant !== "";
  if (isGroup && !found.fromMe && !names(found.sender, key.participant, key.participantAlt)) return undefined;
  return found.raw.length === 0 ? {} : contentOf(found);
}
