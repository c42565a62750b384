import type { proto } from "@whiskeysockets/baileys";

type Field = keyof proto.IMessage;

/** Fields that hold a whole content inside. Baileys' `normalizeMessageContent` knows nine of them and opens five at most. */
const WRAPPERS = [
  "ephemeralMessage",
  "viewOnceMessage",
  "viewOnceMessageV2",
  "viewOnceMessageV2Extension",
  "documentWithCaptionMessage",
  "editedMessage",
  "deviceSentMessage",
  "associatedChildMessage",
  "groupMentionedMessage",
  "botInvokeMessage",
  "botForwardedMessage",
  "botTaskMessage",
  "lottieStickerMessage",
  "eventCoverImage",
  "pollCreationOptionImageMessage",
  "pollCreationMessageV4",
  "questionMessage",
  "questionReplyMessage",
  "statusMentionMessage",
  "statusAddYours",
  "groupStatusMessage",
  "groupStatusMessageV2",
  "groupStatusMentionMessage",
  "limitSharingMessage",
] as const satisfies readonly Field[];

const VIEW_ONCE: readonly Field[] = ["viewOnceMessage", "viewOnceMessageV2", "viewOnceMessageV2Extension"];

/** Bounded: nobody wraps a message so often, and a stranger may send one that is wrapped a thousand times. */
const MAX_WRAPPERS = 16;

/** A content without its wrappers, and what they said. */
export interface OpenContent {
  readonly content: proto.IMessage;
  /** True when the recipient may open it once. */
  readonly viewOnce: boolean;
  /** True when it is to take another content's place. */
  readonly edited: boolean;
}

/** Takes a content out of its wrappers. `undefined` when there is none inside. */
export function openContent(content: proto.IMessage | null | undefined): OpenContent | undefined {
  let inner: unknown = content;
  let [viewOnce, edited] = [false, false];
  for (let opened = 0; isContent(inner); opened++) {
    const outer: proto.IMessage = inner;
    const wrapper = opened < MAX_WRAPPERS ? WRAPPERS.find((field) => outer[field] != null) : undefined;
    if (wrapper === undefined) return { content: outer, viewOnce, edited };
    viewOnce ||= VIEW_ONCE.includes(wrapper);
    edited ||= wrapper === "editedMessage";
    inner = outer[wrapper]?.message;
  }
  return undefined;
}

const isContent = (value: unknown): value is proto.IMessage => typeof value === "object" && value !== null;
