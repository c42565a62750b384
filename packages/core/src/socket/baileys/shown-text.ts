import type { proto } from "@whiskeysockets/baileys";
import type { WireFields } from "./wire-fields.ts";

const TEMPLATE = ["hydratedTitleText", "hydratedContentText", "hydratedFooterText"] as const;
const INTERACTIVE = ["header.title", "header.subtitle", "body.text", "footer.text"] as const;
const NOTE = ["noteMessage.conversation", "noteMessage.extendedTextMessage.text"] as const;
const INVITE = ["newsletterName", "caption"] as const;
const within = (part: string, names: readonly string[]) => names.map((name) => `${part}.${name}`);

/** Where the contents that have no type of their own keep what a person reads, from the top of the bubble to its bottom. */
const SHOWN = {
  bcallMessage: ["caption"],
  buttonsMessage: ["text", "contentText", "footerText"],
  buttonsResponseMessage: ["selectedDisplayText"],
  commentMessage: ["message.conversation", "message.extendedTextMessage.text"],
  eventMessage: ["name", "description"],
  groupInviteMessage: ["groupName", "caption"],
  highlyStructuredMessage: within("hydratedHsm.hydratedTemplate", TEMPLATE),
  interactiveMessage: INTERACTIVE,
  interactiveResponseMessage: ["body.text"],
  invoiceMessage: ["note"],
  listMessage: ["title", "description", "footerText"],
  listResponseMessage: ["title", "description"],
  newsletterAdminInviteMessage: INVITE,
  newsletterFollowerInviteMessageV2: INVITE,
  orderMessage: ["orderTitle", "message"],
  pollResultSnapshotMessage: ["name"],
  pollResultSnapshotMessageV3: ["name"],
  productMessage: ["product.title", "body", "footer"],
  questionResponseMessage: ["text"],
  requestPaymentMessage: NOTE,
  richResponseMessage: ["submessages.messageText"],
  scheduledCallCreationMessage: ["title"],
  sendPaymentMessage: NOTE,
  statusQuestionAnswerMessage: ["text"],
  statusQuotedMessage: ["text"],
  stickerPackMessage: ["name", "caption"],
  templateButtonReplyMessage: ["selectedDisplayText"],
  templateMessage: [
    ...within("hydratedTemplate", TEMPLATE),
    // WhatsApp fills both: what is said twice is shown once.
    ...within("hydratedFourRowTemplate", TEMPLATE),
    ...within("interactiveMessageTemplate", INTERACTIVE),
  ],
} satisfies Partial<Record<keyof proto.IMessage, readonly string[]>>;

const BY_FIELD: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(SHOWN));

/** The lines that a person would read in a content that is stored as `other`; `null` when there are none. */
export function shownText(field: string, part: WireFields): string | null {
  const lines = new Set(part.texts(...(BY_FIELD.get(field) ?? [])));
  return lines.size === 0 ? null : [...lines].join("\n");
}
