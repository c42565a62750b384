import { proto } from "@whiskeysockets/baileys";

/** A content beside the text that is shown of it. */
interface LoggedContent {
  /** The encoded `proto.Message`; absent where the text is all of it. */
  content?: Uint8Array;
}

/** What the log keeps of a content that is shown with this text. */
export function loggedContent(content: proto.IMessage, text: string): LoggedContent {
  const { conversation, ...rest } = content;
  const isPlain = conversation === text && Object.values(rest).every((part) => part === null || part === undefined);
  return isPlain ? {} : { content: proto.Message.encode(content).finish() };
}

/** The content of a logged message as it was sent, or as it is after an edit. */
export function contentOf({ text, content }: LoggedContent & { readonly text: string }): proto.IMessage {
  return content ? proto.Message.decode(content) : { conversation: text };
}
