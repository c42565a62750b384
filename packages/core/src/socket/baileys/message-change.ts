import { proto } from "@whiskeysockets/baileys";
import { openContent } from "./open-content.ts";
import { WireFields } from "./wire-fields.ts";

const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;

/** What a message does to an earlier one. */
export type MessageChange =
  | { readonly kind: "revoke"; readonly targetId: string }
  | {
      readonly kind: "edit";
      readonly targetId: string;
      readonly content: proto.IMessage | null | undefined;
      /** When its author says that it was made, in milliseconds since the epoch. */
      readonly at: number | null;
    };

/** Reads the edit or revoke out of a content that came under this id. `undefined` when it is a message of its own. */
export function changeIn(content: proto.IMessage | null | undefined, id: string): MessageChange | undefined {
  const open = openContent(content);
  const protocol = open?.content.protocolMessage;
  const fields = new WireFields(protocol);
  const targetId = fields.text("key.id");
  if (targetId !== null && protocol?.type === REVOKE) return { kind: "revoke", targetId };
  if (targetId !== null && protocol?.type === MESSAGE_EDIT) {
    return { kind: "edit", targetId, content: protocol.editedMessage, at: fields.count("timestampMs") };
  }
  // Where Baileys holds back a message and its edit together, it puts the edit's content into the message.
  return open?.edited === true ? { kind: "edit", targetId: id, content: open.content, at: null } : undefined;
}
