import type { BaileysEventMap, Chat, Contact, WAMessage } from "@whiskeysockets/baileys";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { bareJid, isGroup, type Jid } from "../../types/jid.ts";
import { contactName } from "./contact-name.ts";
import { chatOf, type IdentityPair, identityOf } from "./message-address.ts";
import { type MappingOptions, recordsOf, statusOf } from "./message-mapper.ts";

/** Pairs told already, so that a busy chat does not repeat its own with every message. Bounded: forgotten when full. */
const MAX_KNOWN_PAIRS = 1000;

/** Only a stanza says that it was an administrator who took a message back; what Baileys emits comes without. */
const LIVE: MappingOptions = { live: true, adminRevoke: false };
const HISTORY: MappingOptions = { live: false, adminRevoke: false };

/** Turns Baileys' events into records to store. One for each socket. */
export class RecordMapper {
  readonly #known = new Set<string>();

  /** The records of one message, after what its stanza newly says of the contact's addresses. */
  message(info: WAMessage, account: Jid, options: MappingOptions): IngestRecord[] {
    const records = recordsOf(info, account, options);
    const pair = records.length === 0 ? undefined : identityOf(info.key);
    return [...(pair === undefined ? [] : this.#identity(pair)), ...records];
  }

  /** The records of one consolidated batch of events, in the order in which they are to be applied. */
  map(events: Partial<BaileysEventMap>, account: Jid): IngestRecord[] {
    const history = events["messaging-history.set"];
    const mapping = events["lid-mapping.update"];
    return [
      ...(mapping === undefined ? [] : this.#identity({ pn: bareJid(mapping.pn), lid: bareJid(mapping.lid) })),
      ...(history === undefined ? [] : this.#history(history, account)),
      ...(events["chats.upsert"] ?? []).flatMap(chatRecord),
      ...(events["chats.update"] ?? []).flatMap(chatRecord),
      ...(events["contacts.upsert"] ?? []).flatMap(contactRecord),
      ...(events["contacts.update"] ?? []).flatMap(contactRecord),
      ...(events["groups.upsert"] ?? []).flatMap(groupRecord),
      ...(events["groups.update"] ?? []).flatMap(groupRecord),
      ...(events["messages.upsert"]?.messages ?? []).flatMap((info) => this.message(info, account, LIVE)),
      // Last: Baileys has added the messages of this batch to the counts already.
      ...(history?.chats ?? []).flatMap(historyChatRecord),
      ...(events["messages.update"] ?? []).flatMap(statusRecord),
    ];
  }

  #history({ contacts, messages, lidPnMappings }: BaileysEventMap["messaging-history.set"], account: Jid) {
    return [
      ...(lidPnMappings ?? []).flatMap(({ pn, lid }) => this.#identity({ pn: bareJid(pn), lid: bareJid(lid) })),
      ...contacts.flatMap(contactRecord),
      ...messages.flatMap((info) => this.message(info, account, HISTORY)),
    ];
  }

  #identity(pair: IdentityPair): IngestRecord[] {
    const key = `${pair.pn} ${pair.lid}`;
    if (this.#known.has(key)) return [];
    if (this.#known.size >= MAX_KNOWN_PAIRS) this.#known.clear();
    this.#known.add(key);
    return [{ kind: "identity", ...pair }];
  }
}

function statusRecord({ key, update }: BaileysEventMap["messages.update"][number]): IngestRecord[] {
  const status = statusOf(update.status);
  if (status === undefined || !key.id || !key.remoteJid) return [];
  const errorCode = status === "failed" ? Number(update.messageStubParameters?.[0] ?? Number.NaN) : Number.NaN;
  return [
    {
      kind: "status",
      key: { chat: chatOf(key), id: key.id },
      status,
      errorCode: Number.isInteger(errorCode) ? errorCode : null,
    },
  ];
}

/** A chat as the phone's history has it, with a count of its own. */
function historyChatRecord(chat: Chat): IngestRecord[] {
  return chatNews(chat, chat.unreadCount == null ? undefined : Math.max(0, chat.unreadCount));
}

/** Later, Baileys counts unread messages one by one, as the store does itself; only "all read" is news. */
function chatRecord(chat: Partial<Chat>): IngestRecord[] {
  return chatNews(chat, chat.unreadCount === 0 ? 0 : undefined);
}

/** Only a group's chat has a name of its own; what a contact is called comes with the contact. */
function chatNews({ id, name }: Partial<Chat>, unreadCount: number | undefined): IngestRecord[] {
  if (!id) return [];
  const news = {
    ...(name == null || name === "" || !isGroup(id) ? {} : { name }),
    ...(unreadCount === undefined ? {} : { unreadCount }),
  };
  return Object.keys(news).length === 0 ? [] : [{ kind: "chat", jid: bareJid(id), ...news }];
}

function contactRecord(contact: Partial<Contact>): IngestRecord[] {
  const name = contactName(contact);
  if (!contact.id || name === undefined || isGroup(contact.id)) return [];
  return [{ kind: "chat", jid: bareJid(contact.id), name }];
}

function groupRecord({ id, subject }: { id?: string; subject?: string }): IngestRecord[] {
  return !id || !subject ? [] : [{ kind: "chat", jid: bareJid(id), name: subject }];
}
