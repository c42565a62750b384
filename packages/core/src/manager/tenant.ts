import { InvalidTextError, SearchUnavailableError } from "../errors.ts";
import type { DeadLetter } from "../ingestion/dead-letters.ts";
import { parseIdempotencyKey } from "../sending/idempotency-key.ts";
import { pair } from "../session/pairing.ts";
import { UNTOUCHED } from "../session/session.ts";
import type { BusinessInfo, BusinessRefresh } from "../types/business.ts";
import type { Chat } from "../types/chat.ts";
import type { ConnectResult } from "../types/connect-result.ts";
import type { Exported } from "../types/exported.ts";
import type { TenantEvent } from "../types/feed-event.ts";
import { parsePhone, parseRecipient } from "../types/jid.ts";
import { type Message, plainMessage } from "../types/message.ts";
import type { NumberCheck } from "../types/number-check.ts";
import { type ChatPageRequest, type JsonPage, type Page, type PageRequest, parsePageRequest } from "../types/page.ts";
import type { PairingStep } from "../types/pairing-step.ts";
import type { Presence, Typing } from "../types/presence.ts";
import type { SentMessage } from "../types/sent-message.ts";
import type { SessionStatus } from "../types/session-status.ts";
import type { TenantConfig, TenantId } from "../types/tenant.ts";
import type { TenantActivity } from "../types/tenant-activity.ts";
import { parseWebhookUrl } from "../webhooks/webhook-url.ts";
import { exportTenant } from "./export-tenant.ts";
import { lastActivityAt } from "./last-activity.ts";
import { markRead } from "./mark-read.ts";
import type { Runtime } from "./runtime.ts";
import { TenantWebhooks } from "./tenant-webhooks.ts";

/** WhatsApp's limit for one text message. */
const MAX_TEXT_CHARACTERS = 65_536;

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
   * @throws SessionTimeoutError, SessionBannedError, CredentialsUnreadableError, TenantPausedError
   */
  async connect(options: { timeoutMs?: number; signal?: AbortSignal } = {}): Promise<ConnectResult> {
    await this.runtime.assertMayConnect(this.id);
    const { timeoutMs = this.runtime.connectTimeoutMs, signal } = options;
    return this.runtime.session(this.id).connect({ timeoutMs, signal });
  }

  /**
   * Links the tenant to a phone, step by step: each QR to show or, with `phone`, a code to type there, and at the end
   * `connected`, which comes at once when it is linked already. To stop looking does not stop the session.
   *
   * @param options - `phone` is the number whose phone will type the code; `timeoutMs` is how long the first step may take.
   * @throws InvalidRecipientError, SessionTimeoutError, SessionBannedError, CredentialsUnreadableError
   * @throws PairingEndedError when nobody scanned or typed in time: begin again
   * @throws SessionNotConnectedError when the session was stopped meanwhile
   *
   * @example
   * ```ts
   * for await (const step of tenant.pair({ phone: "+49 151 1234567" })) {
   *   if (step.kind === "code") show(step.code);
   * }
   * ```
   */
  async *pair(
    options: { phone?: string; timeoutMs?: number; signal?: AbortSignal } = {},
  ): AsyncGenerator<PairingStep, void, void> {
    const phone = options.phone === undefined ? undefined : parsePhone(options.phone);
    await this.runtime.assertMayConnect(this.id);
    const { timeoutMs = this.runtime.connectTimeoutMs, signal } = options;
    yield* pair(this.id, this.runtime.session(this.id), { phone, timeoutMs, signal });
  }

  /** Ends the connection, stays paired, and refuses to connect until {@link resume}, over restarts too. */
  async pause(): Promise<TenantConfig> {
    await this.runtime.assertKnown(this.id);
    const config = await this.runtime.storage.tenants.save(this.id, { paused: true });
    await this.runtime.session(this.id).disconnect();
    return config;
  }

  /** Takes a pause back. Connect it then, or let the next start of the manager do it. */
  async resume(): Promise<TenantConfig> {
    await this.runtime.assertKnown(this.id);
    return this.runtime.storage.tenants.save(this.id, { paused: false });
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

  /** Tells WhatsApp whether this account is there. @throws SessionNotConnectedError, WhatsAppUnavailableError */
  async setPresence(presence: Presence): Promise<void> {
    await this.runtime.assertKnown(this.id);
    await this.runtime.session(this.id).socket.setPresence(presence);
  }

  /** Shows in a chat that this account is typing. @throws InvalidRecipientError, SessionNotConnectedError, WhatsAppUnavailableError */
  async sendTyping(chat: string, typing: Typing): Promise<void> {
    const jid = parseRecipient(chat);
    await this.runtime.assertKnown(this.id);
    await this.runtime.session(this.id).socket.sendTyping(jid, typing);
  }

  /**
   * Marks messages of others in a chat as read, here and for their authors, as far as the account's privacy settings allow:
   * those that are named, or all that are unread. Resolves with how many there were.
   * @throws InvalidRecipientError, SessionNotConnectedError, WhatsAppUnavailableError
   */
  async markRead(chat: string, ids?: readonly string[]): Promise<number> {
    const jid = parseRecipient(chat);
    await this.runtime.assertKnown(this.id);
    const { socket } = this.runtime.session(this.id);
    return markRead({ tenant: this.id, chat: jid, ids, socket, runtime: this.runtime });
  }

  /** A page of conversations, the latest first. @throws InvalidLimitError, InvalidCursorError, InvalidSearchError */
  async conversations({ containing, ...request }: Partial<ChatPageRequest> = {}): Promise<Page<Chat>> {
    const page = parsePageRequest(request);
    await this.runtime.assertKnown(this.id);
    return this.runtime.storage.chats.page(this.id, { ...page, containing });
  }

  /** A page of one chat's messages, newest first. @throws InvalidRecipientError, InvalidLimitError, InvalidCursorError */
  async messages(chat: string, request: Partial<PageRequest> = {}): Promise<Page<Message>> {
    const page = parsePageRequest(request);
    const jid = parseRecipient(chat);
    await this.runtime.assertKnown(this.id);
    return this.runtime.storage.messages.page(this.id, jid, page);
  }

  /** The same page as JSON, without the bytes, for callers that only hand it on: a storage may write it faster than they would. */
  async messagesAsJson(chat: string, request: Partial<PageRequest> = {}): Promise<JsonPage> {
    const page = parsePageRequest(request);
    const jid = parseRecipient(chat);
    await this.runtime.assertKnown(this.id);
    const { messages } = this.runtime.storage;
    if (messages.pageAsJson !== undefined) return messages.pageAsJson(this.id, jid, page);
    const { items, nextCursor } = await messages.page(this.id, jid, page);
    return { items: JSON.stringify(items.map(plainMessage)), nextCursor };
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

  /**
   * Refuses all access tokens that were issued until now, for whoever checks them. One may still be believed for a minute.
   * @returns the settings; `tokensValidFrom` is on a full second, for that is how exactly tokens tell their time.
   */
  async revokeTokens(): Promise<TenantConfig> {
    await this.runtime.assertKnown(this.id);
    const tokensValidFrom = (Math.floor(Date.now() / 1000) + 1) * 1000;
    return this.runtime.storage.tenants.save(this.id, { tokensValidFrom });
  }

  /** The tenant's settings; `undefined` when there is no such tenant. */
  async config(): Promise<TenantConfig | undefined> {
    this.runtime.assertRunning();
    return this.runtime.storage.tenants.get(this.id);
  }

  /** How busy the tenant is, and when it was last; costs one read of its latest chat. Nobody is not busy. */
  async activity(): Promise<TenantActivity> {
    this.runtime.assertRunning();
    const { storage, context, sender } = this.runtime;
    return {
      lastActivityAt: await lastActivityAt(storage.chats, this.id),
      queueDepth: (context.ingestion.depth?.(this.id) ?? 0) + sender.depth(this.id),
    };
  }

  /** What the tenant tells about its business. */
  async business(): Promise<BusinessInfo> {
    await this.runtime.assertKnown(this.id);
    return this.runtime.businesses.get(this.id);
  }

  /** Changes what `change` names of it; `null` clears. @throws InvalidBusinessError */
  async saveBusiness(change: Partial<BusinessInfo>): Promise<BusinessInfo> {
    await this.runtime.assertKnown(this.id);
    return this.runtime.businesses.save(this.id, change);
  }

  /**
   * Asks WhatsApp for the account's business profile, and fills in what is empty here or came from there: never what the
   * tenant has saved. With `preview` nothing is stored; it only says what that would make of it.
   * @throws WhatsAppUnavailableError
   */
  async refreshBusiness({ preview = false }: { readonly preview?: boolean } = {}): Promise<BusinessRefresh> {
    await this.runtime.assertKnown(this.id);
    const session = this.runtime.session(this.id);
    const socket = session.status.state === "connected" ? session.socket : undefined;
    return this.runtime.businesses.refresh(this.id, socket, preview);
  }

  /**
   * Follows everything that happens to the tenant, in the words of webhooks: from the moment this resolves, or with `after`
   * since that event. Events are kept for a week (`webhookDelivery.keepEventsMs`). It ends with the signal's reason, or when the manager stops.
   * @throws UnknownEventError when `after` is none of the tenant's events, or is no longer kept
   *
   * @example
   * ```ts
   * for await (const { id, event, data } of await tenant.events({ after: lastSeen })) show(event, data);
   * ```
   */
  async events(
    options: { after?: string; signal?: AbortSignal } = {},
  ): Promise<AsyncGenerator<TenantEvent, never, void>> {
    await this.runtime.assertKnown(this.id);
    return this.runtime.feeds.follow(this.id, options);
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
