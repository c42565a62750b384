import type { proto } from "@whiskeysockets/baileys";

/** What a message holds inside its wrappers. */
export function innerContent(message: proto.IMessage): proto.IMessage {
  const wrapper =
    message.deviceSentMessage ??
    message.ephemeralMessage ??
    message.viewOnceMessage ??
    message.viewOnceMessageV2 ??
    message.viewOnceMessageV2Extension ??
    message.documentWithCaptionMessage ??
    message.editedMessage;
  return wrapper?.message ? innerContent(wrapper.message) : message;
}
