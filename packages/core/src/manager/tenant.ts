import { InvalidTextError, SearchUnavailableError } from "../errors.ts";
import type { DeadLetter } from "../ingestion/dead-letters.ts";
import { parseIdempotencyKey } from "../sending/idempotency-key.ts";
import type { Chat } from "../types/chat.ts";
import type { ConnectResult } from "../types/connect-result.ts";
import type { Exported } from "../types/exported.ts";
import { parseRecipient } from "../types/jid.ts";
import type { Message } from "../types/message.ts";
import type { NumberCheck } from "../types/number-check.ts";
import { type Page, type PageRequest, parsePageRequest } from "../types/page.ts";
import type { SentMessage } from "../types/sent-message.ts";
import type { SessionStatus } from "../types/session-status.ts";
import type { TenantConfig, TenantId } from "../types/tenant.ts";
import { parseWebhookUrl } from "../webhooks/webhook-url.ts";
import { exportTenant } from "./export-tenant.ts";
import type { Runtime } from "./runtime.ts";
import { TenantWebhooks } from "./tenant-webhooks.ts";

/** WhatsApp's limit for one text message. */
const MAX_TEXT_CHARACTERS = 65_536;

const UNTOUCHED: SessionStatus = { state: "new", account: null, qr: null, reason: null, attempt: 0, retryAt: null };

/** The handle to one tenant: cheap to make, nothing to close. Come by it through `manager.tenant(id)`. */
export class Tenant {
  /** @internal */
  constructor(
    readonly id: TenantId,
    private readonly runtime: Runtime,
  ) {}

  /** Where this tenant's events go: endpoints, their secrets, what was delivered, and what is to be delivered again. */
  get webhooks(): TenantWebhooks {
    return new TenantWebhooks(this.id, this.runtime);
  }

  /** Where the session stands now. */
  get status(): SessionStatus {
    return this.runtime.existingSession(this.id)?.status ?? UNTOUCHED;
  }

  /**
   * Connects and resolves with the first QR or the open connection; creates the tenant when it is new. Safe in any
   * state; calls at the same time share one socket. The session goes on trying when the wait ends first.
   * @throws SessionTimeoutError, SessionBannedError, CredentialsUnreadableError
   */
  async connect(options: { timeoutMs?: number; signal?: AbortSignal } = {}): Promise<ConnectResult> {
    await this.runtime.ensureKnown(this.id);
    const { timeoutMs = this.runtime.connectTimeoutMs, signal } = options;
    return this.runtime.session(this.id).connect({ timeoutMs, signal });
  }

  /** Ends the connection and stays paired. */
  async disconnect(): Promise<void> {
    await this.runtime.assertKnown(this.id);
    await this.runtime.session(this.id).disconnect();
  }

  /** Unlinks this device from the account and takes its credentials out of use. */
  async logout(): Promise<void> {
    await this.runtime.assertKnown(this.id);
    await this.runtime.session(this.id).logout();
  }

  /**
   * Sends a text to a phone number or JID. The message is stored as `pending` first; the call resolves when it has left for
   * the server, and `message.status` tells the rest. Messages to one recipient keep their order.
   *
   * With an `idempotencyKey` a send may be repeated until it resolves, also by another process after a crash: within a day
   * the same key stands for one message, which its recipient sees once.
   * @throws InvalidRecipientError, InvalidTextError, SessionNotConnectedError, UnknownRecipientError, SendFailedError,
   * SendQueueFullError
   * @throws InvalidIdempotencyKeyError, IdempotencyKeyReusedError when the key was used for another recipient or text
   */
  async sendText(to: string, text: string, options: { readonly idempotencyKey?: string } = {}): Promise<SentMessage> {
    const recipient = parseRecipient(to);
    const idempotencyKey =
      options.idempotencyKey === undefined ? undefined : parseIdempotencyKey(options.idempotencyKey);
    if (text.length === 0 || text.length > MAX_TEXT_CHARACTERS) throw new InvalidTextError(MAX_TEXT_CHARACTERS);
    await this.runtime.assertKnown(this.id);
    return this.runtime.sender.send({
      tenant: this.id,
      to: recipient,
      text,
      idempotencyKey,
      socket: () => this.runtime.session(this.id).socket,
    });
  }

  /** Asks WhatsApp whether a number has an account. @throws InvalidRecipientError, SessionNotConnectedError */
  async checkNumber(to: string): Promise<NumberCheck> {
    const recipient = parseRecipient(to);
    await this.runtime.assertKnown(this.id);
    return this.runtime.session(this.id).socket.checkNumber(recipient);
  }

  /** A page of conversations, the latest first. @throws InvalidLimitError, InvalidCursorError */
  async conversations(request: Partial<PageRequest> = {}): Promise<Page<Chat>> {
    const page = parsePageRequest(request);
    await this.runtime.assertKnown(this.id);
    return this.runtime.storage.chats.page(this.id, page);
  }

  /** A page of one chat's messages, newest first. @throws InvalidRecipientError, InvalidLimitError, InvalidCursorError */
  async messages(chat: string, request: Partial<PageRequest> = {}): Promise<Page<Message>> {
    const page = parsePageRequest(request);
    const jid = parseRecipient(chat);
    await this.runtime.assertKnown(this.id);
    return this.runtime.storage.messages.page(this.id, jid, page);
  }

  /**
   * A page of all chats' messages whose text has every word of `query`, newest first. Case and accents do not count, and
   * the last word may be the beginning of one.
   * @throws InvalidSearchError, InvalidLimitError, InvalidCursorError
   * @throws SearchUnavailableError when the storage keeps no index
   */
  async search(query: string, request: Partial<PageRequest> = {}): Promise<Page<Message>> {
    const page = parsePageRequest(request);
    await this.runtime.assertKnown(this.id);
    const { messages } = this.runtime.storage;
    if (messages.search === undefined) throw new SearchUnavailableError();
    return messages.search(this.id, query, page);
  }

  /**
   * Changes the settings that `change` names; creates the tenant when it is new. `webhookUrl` is where the endpoint `default`
   * of `webhooks` leads.
   * @throws InvalidWebhookUrlError, WebhookAddressRefusedError
   */
  async configure(change: { webhookUrl?: string | null }): Promise<TenantConfig> {
    this.runtime.assertRunning();
    const { webhookUrl } = change;
    if (webhookUrl === undefined) return this.runtime.storage.tenants.save(this.id, {});
    const url = parseWebhookUrl(webhookUrl);
    if (url !== null) this.runtime.webhooks.sender.check?.(url);
    const config = await this.runtime.storage.tenants.save(this.id, { webhookUrl: url });
    await this.runtime.webhooks.setDefault(this.id, url);
    return config;
  }

  /** The tenant's settings; `undefined` when there is no such tenant. */
  async config(): Promise<TenantConfig | undefined> {
    this.runtime.assertRunning();
    return this.runtime.storage.tenants.get(this.id);
  }

  /** Records that could not be stored, the latest first. Empty where the ingestion keeps none. */
  async deadLetters(request: Partial<PageRequest> = {}): Promise<Page<DeadLetter>> {
    const page = parsePageRequest(request);
    await this.runtime.assertKnown(this.id);
    const { deadLetters } = this.runtime.context.ingestion;
    return deadLetters?.page(this.id, page) ?? { items: [], nextCursor: null };
  }

  /** Tries dead letters again, those named or all. Resolves with how many there were. */
  async replayDeadLetters(ids?: readonly string[]): Promise<number> {
    await this.runtime.assertKnown(this.id);
    return (await this.runtime.context.ingestion.deadLetters?.replay(this.id, ids)) ?? 0;
  }

  /**
   * Everything that is stored of this tenant, piece by piece: settings, chats, messages. Credentials are no part of it.
   * What arrives meanwhile may or may not be among it.
   */
  async *export(): AsyncGenerator<Exported> {
    await this.runtime.assertKnown(this.id);
    yield* exportTenant(this.runtime.storage, this.id);
  }

  /**
   * Logs out and erases everything of this tenant, so that its bytes are gone: credentials, quarantined ones too, what
   * waits to be stored, dead letters, chats, messages and settings. Call it again should it fail half-way.
   */
  async erase(): Promise<void> {
    await this.runtime.assertKnown(this.id);
    await this.runtime.erase(this.id);
  }
}
