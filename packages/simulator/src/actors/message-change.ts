import { proto } from "@whiskeysockets/baileys";
import { innerContent } from "./inner-content.ts";

const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;

/** What a message does to an earlier one. */
export type MessageChange =
  | { readonly kind: "edit"; readonly id: string; readonly content: proto.IMessage }
  | { readonly kind: "revoke"; readonly id: string };

/** The change that a message brings; `undefined` when it is a message of its own. */
export function changeIn(message: proto.IMessage): MessageChange | undefined {
  const { key, type, editedMessage } = innerContent(message).protocolMessage ?? {};
  if (!key?.id) return undefined;
  if (type === REVOKE) return { kind: "revoke", id: key.id };
  return type === MESSAGE_EDIT && editedMessage ? { kind: "edit", id: key.id, content: editedMessage } : undefined;
}
