import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { proto } from "@whiskeysockets/baileys";
import type { Account } from "../state/account.ts";
import { contentOf } from "./logged-content.ts";
import type { LoggedMessage } from "./message-log.ts";
import type { PhoneHost } from "./phone-host.ts";
import type { AppStateKey } from "./phone-record.ts";

const { Type } = proto.Message.ProtocolMessage;
const { HistorySyncType } = proto.HistorySync;
const { REVOKE } = proto.WebMessageInfo.StubType;
const STATUS = {
  sent: proto.WebMessageInfo.Status.SERVER_ACK,
  delivered: proto.WebMessageInfo.Status.DELIVERY_ACK,
  read: proto.WebMessageInfo.Status.READ,
};

/** The key for settings that devices share; without it a client can change none. */
export function shareAppStateKey({ id, key }: AppStateKey): proto.Message.IProtocolMessage {
  const fingerprint = { rawId: 1, currentIndex: 1, deviceIndexes: [0] };
  const keyData = { keyData: key, fingerprint, timestamp: Date.now() };
  return {
    type: Type.APP_STATE_SYNC_KEY_SHARE,
    appStateSyncKeyShare: { keys: [{ keyId: { keyId: id }, keyData }] },
  };
}

/** The phone's chats as a first history sync. It travels inside the message: no media server is needed. */
export async function historyOf(
  account: Account,
  log: readonly LoggedMessage[],
  { directory }: PhoneHost,
): Promise<proto.Message.IProtocolMessage> {
  const chats = new Map<string, LoggedMessage[]>();
  for (const message of log) chats.set(message.chat, [...(chats.get(message.chat) ?? []), message]);
  const known = new Set([account, ...log.flatMap(({ chat }) => directory.account(chat) ?? [])]);
  const history = proto.HistorySync.encode({
    syncType: HistorySyncType.INITIAL_BOOTSTRAP,
    progress: 100,
    conversations: [...chats].map(([id, messages]) => ({
      id,
      // Phones here have no address book: only groups have a name.
      name: directory.group(id)?.subject ?? "",
      conversationTimestamp: messages.at(-1)?.timestamp ?? 0,
      messages: messages.map((message, order) => ({
        msgOrderId: order,
        message: toWebMessage(message, directory.byPhone(message.from)?.data.name),
      })),
    })),
    pushnames: [...known].map((peer) => ({ id: peer.jid("pn"), pushname: peer.data.name })),
    phoneNumberToLidMappings: [...known].map((peer) => ({ pnJid: peer.jid("pn"), lidJid: peer.jid("lid") })),
  }).finish();
  return {
    type: Type.HISTORY_SYNC_NOTIFICATION,
    historySyncNotification: {
      syncType: proto.Message.HistorySyncType.INITIAL_BOOTSTRAP,
      chunkOrder: 1,
      progress: 100,
      initialHistBootstrapInlinePayload: await promisify(deflate)(history),
    },
  };
}

function toWebMessage(message: LoggedMessage, authorName: string | undefined): proto.IWebMessageInfo {
  const { id, chat, direction, participant, timestamp, status, revoked } = message;
  return {
    key: { id, remoteJid: chat, fromMe: direction === "outgoing", ...(participant && { participant }) },
    ...(revoked ? { messageStubType: REVOKE } : { message: contentOf(message) }),
    messageTimestamp: timestamp,
    status: STATUS[status],
    ...(direction === "incoming" && authorName && { pushName: authorName }),
    ...(participant && { participant }),
  };
}
