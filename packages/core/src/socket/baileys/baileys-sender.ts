import { type GroupMetadata, generateWAMessage, type WAMessage } from "@whiskeysockets/baileys";
import { SendFailedError } from "../../errors.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { bareJid, isGroup, type Jid } from "../../types/jid.ts";
import type { SentMessage } from "../../types/sent-message.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { GroupScope } from "./group-cache.ts";
import type { GroupReceipts } from "./group-receipts.ts";
import { recordsOf } from "./message-mapper.ts";
import { sentResult } from "./sent-result.ts";
import type { WASocket } from "./socket-config.ts";

/** What sending needs of the socket. */
export interface SenderParts {
  readonly tenant: TenantId;
  readonly sock: WASocket;
  readonly groups: GroupScope;
  readonly groupReceipts: GroupReceipts;
  /** The own number's JID. */
  account(): Jid;
  /** Resolves when the records survive a crash. */
  keep(records: readonly IngestRecord[]): Promise<void>;
  /** Hands records over behind those that wait. */
  tell(records: readonly IngestRecord[]): void;
}

/**
 * Sends so that our own message is on disk before it can leave. Baileys' `sendMessage` tells of it only afterwards, so that
 * a crash would lose what the recipient has.
 */
export class BaileysSender {
  constructor(private readonly parts: SenderParts) {}

  async sendText(to: Jid, text: string, id: string): Promise<SentMessage> {
    const { sock, account, keep, tell } = this.parts;
    const info = await this.#orFail(this.#compose(to, text, id));
    await keep(recordsOf(info, account(), { live: true, adminRevoke: false }));
    try {
      await this.#orFail(sock.relayMessage(to, info.message ?? {}, { messageId: id }));
    } catch (error) {
      tell([{ kind: "status", key: { chat: to, id }, status: "failed", errorCode: null }]);
      throw error;
    }
    return sentResult(to, id, info);
  }

  async #compose(to: Jid, text: string, id: string): Promise<WAMessage> {
    const { sock, account } = this.parts;
    const group = isGroup(to) ? await this.#group(to, id) : undefined;
    return generateWAMessage(
      to,
      // Without `linkPreview: null` Baileys would fetch any URL in the text from this machine.
      { text, linkPreview: null },
      {
        userJid: sock.authState.creds.me?.id ?? account(),
        messageId: id,
        upload: sock.waUploadToServer,
        ...(group?.ephemeralDuration !== undefined && { ephemeralExpiration: group.ephemeralDuration }),
      },
    );
  }

  /** Who is to have the message. */
  async #group(chat: Jid, id: string): Promise<GroupMetadata> {
    const { tenant, sock, groups, groupReceipts, account } = this.parts;
    const group = await groups.get(chat);
    groupReceipts.expect(tenant, { chat, id }, group, [account(), bareJid(sock.authState.creds.me?.lid ?? "")]);
    return group;
  }

  async #orFail<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (cause) {
      throw new SendFailedError(this.parts.tenant, { cause });
    }
  }
}
