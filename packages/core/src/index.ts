/**
 * Many WhatsApp numbers in one Node process: one {@link TenantManager}, one isolated session for each tenant.
 * Begin with `new TenantManager()`, then `manager.tenant(id).connect()`.
 *
 * @example
 * ```ts
 * import { TenantManager } from "@polyphone/core";
 *
 * const manager = new TenantManager();
 * manager.on("message.received", async ({ tenantId, message }) => {
 *   await manager.tenant(tenantId).sendText(message.chat, `You said: ${message.text}`);
 * });
 * await manager.start();
 * const result = await manager.tenant("tenant-a").connect();
 * if (result.status === "waiting_qr") console.log("Scan this with your phone:", result.qr);
 * ```
 *
 * @packageDocumentation
 */

export type { PolyphoneErrorCode } from "./errors.ts";
export {
  AlreadyPairedError,
  BackupDamagedError,
  CredentialsKeyMissingError,
  CredentialsUnreadableError,
  DirectoryInUseError,
  DirectoryNotEmptyError,
  IdempotencyKeyReusedError,
  IngestionStoppedError,
  InvalidBusinessError,
  InvalidCursorError,
  InvalidEndpointError,
  InvalidIdempotencyKeyError,
  InvalidLimitError,
  InvalidOptionError,
  InvalidRecipientError,
  InvalidReplayError,
  InvalidSearchError,
  InvalidTenantIdError,
  InvalidTextError,
  InvalidWebhookUrlError,
  ManagerNotStartedError,
  NoiseRootConflictError,
  PairingEndedError,
  PolyphoneError,
  RecordRejectedError,
  RestoreUnfinishedError,
  SearchUnavailableError,
  SendFailedError,
  SendQueueFullError,
  SessionBannedError,
  SessionNotConnectedError,
  SessionTimeoutError,
  SessionUnreachableError,
  StorageClosedError,
  StorageFailedError,
  StorageTooNewError,
  TenantPausedError,
  TooManyEndpointsError,
  UnknownEndpointError,
  UnknownEventError,
  UnknownRecipientError,
  UnknownTenantError,
  WebhookAddressRefusedError,
  WebhookFailedError,
  WebhookNotVerifiedError,
  WhatsAppUnavailableError,
} from "./errors.ts";
export type { EventName, Listener } from "./events/emitter.ts";
export type { PolyphoneEvents } from "./events/event-map.ts";
export type { DeadLetter, DeadLetters } from "./ingestion/dead-letters.ts";
export { DirectIngestion } from "./ingestion/direct-ingestion.ts";
export { InboxIngestion } from "./ingestion/inbox/inbox-ingestion.ts";
export { type InboxIngestionOptions, inboxLimits } from "./ingestion/inbox/inbox-options.ts";
export { decodeRecord, encodeRecord, type TenantRecord } from "./ingestion/inbox/record-codec.ts";
export type { Ingestion, IngestionState, Projection } from "./ingestion/ingestion.ts";
export type { Logger } from "./logger.ts";
export { Tenant } from "./manager/tenant.ts";
export { TenantManager } from "./manager/tenant-manager.ts";
export {
  type EndpointChange,
  type ShownEndpoint,
  TenantWebhooks,
  type WebhookTestResult,
} from "./manager/tenant-webhooks.ts";
export type { TenantManagerOptions } from "./options.ts";
export type { PacingOptions, SendingOptions } from "./sending/sending-options.ts";
export type { ReconnectOptions } from "./session/reconnect-policy.ts";
export type { WhatsAppOptions } from "./socket/baileys/whatsapp-options.ts";
export {
  type CopiedCredentials,
  type CopyCredentialsOptions,
  copyCredentials,
} from "./storage/auth/copy-credentials.ts";
export { EncryptedAuthStore, type EncryptedAuthStoreOptions } from "./storage/auth/encrypted-auth-store.ts";
export type { EncryptionKey } from "./storage/auth/envelope.ts";
export { FileAuthStore, type FileAuthStoreOptions } from "./storage/auth/file-auth-store.ts";
export { MemoryAuthStore } from "./storage/auth/memory-auth-store.ts";
export type { AuthEntry, AuthStore, StoredAuthEntry } from "./storage/auth-store.ts";
export type { BusinessStore } from "./storage/business-store.ts";
export type { ChatStore } from "./storage/chat-store.ts";
export type { DeliveryStore, LaneProgress } from "./storage/delivery-store.ts";
export type { EndpointStore } from "./storage/endpoint-store.ts";
export type { EventFeed } from "./storage/event-feed.ts";
export type { BuriedEntry, InboxLog, LogEntry } from "./storage/inbox-log.ts";
export { MemoryStorage } from "./storage/memory/memory-storage.ts";
export type { MessageStore } from "./storage/message-store.ts";
export type { KeyedSend, SendStore } from "./storage/send-store.ts";
export { backupDirectory } from "./storage/sqlite/backup/backup-directory.ts";
export type { BackupFile, BackupManifest } from "./storage/sqlite/backup/backup-manifest.ts";
export { restoreBackup } from "./storage/sqlite/backup/restore-backup.ts";
export { checkIntegrity, type IntegrityReport } from "./storage/sqlite/check-integrity.ts";
export { SqliteInboxLog, type SqliteInboxLogOptions } from "./storage/sqlite/inbox/sqlite-inbox-log.ts";
export { SqliteAuthStore, type SqliteAuthStoreOptions } from "./storage/sqlite/sqlite-auth-store.ts";
export { SqliteStorage, type SqliteStorageOptions } from "./storage/sqlite/sqlite-storage.ts";
export type { Storage } from "./storage/storage.ts";
export type { TenantStore } from "./storage/tenant-store.ts";
export type { Applied } from "./types/applied.ts";
export {
  type BusinessField,
  type BusinessInfo,
  type BusinessRefresh,
  plainBusiness,
  type StoredBusiness,
} from "./types/business.ts";
export type { Chat } from "./types/chat.ts";
export type { ConnectResult } from "./types/connect-result.ts";
export type { Exported } from "./types/exported.ts";
export type { FeedData, FeedEvent, NewFeedEvent, TenantEvent } from "./types/feed-event.ts";
export type { Author, IngestRecord } from "./types/ingest-record.ts";
export { type Jid, parseRecipient } from "./types/jid.ts";
export type { ManagerStats } from "./types/manager-stats.ts";
export {
  type Message,
  type MessageContent,
  type MessageDetails,
  type MessageKey,
  type MessageStatus,
  type MessageType,
  type PlainMessage,
  plainMessage,
} from "./types/message.ts";
export type { NumberCheck } from "./types/number-check.ts";
export type { ChatPageRequest, JsonPage, Page, PageRequest } from "./types/page.ts";
export type { PairingStep } from "./types/pairing-step.ts";
export { parseTenantId } from "./types/parse-tenant-id.ts";
export type { Presence, Typing } from "./types/presence.ts";
export type { SentMessage } from "./types/sent-message.ts";
export type { SessionReason, SessionState, SessionStatus } from "./types/session-status.ts";
export type { TenantChange, TenantConfig, TenantId } from "./types/tenant.ts";
export type { TenantActivity } from "./types/tenant-activity.ts";
export {
  WEBHOOK_EVENTS,
  type WebhookBody,
  type WebhookDisabledReason,
  type WebhookEndpoint,
} from "./types/webhook.ts";
export {
  LOGGED_ATTEMPTS,
  type WebhookAttempt,
  type WebhookDeadLetter,
  type WebhookLane,
} from "./types/webhook-delivery.ts";
export type { WebhookDeliveryOptions } from "./webhooks/delivery-options.ts";
export type { UrlGuardOptions } from "./webhooks/guard/url-guard.ts";
export { HttpWebhookSender, type HttpWebhookSenderOptions } from "./webhooks/http-webhook-sender.ts";
export type { ReplaySelection } from "./webhooks/replay-spans.ts";
export type { RetryScheduleOptions } from "./webhooks/retry-schedule.ts";
export { type ReceivedWebhook, verifyWebhook } from "./webhooks/verify-webhook.ts";
export type { WebhookDelivery, WebhookSender } from "./webhooks/webhook-sender.ts";
