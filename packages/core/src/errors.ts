import type { SessionState } from "./types/session-status.ts";
import type { TenantId } from "./types/tenant.ts";

/** Stable codes, one for each failure. */
export type PolyphoneErrorCode =
  | "INVALID_TENANT_ID"
  | "INVALID_RECIPIENT"
  | "INVALID_CURSOR"
  | "INVALID_LIMIT"
  | "INVALID_TEXT"
  | "INVALID_WEBHOOK_URL"
  | "INVALID_OPTION"
  | "MANAGER_NOT_STARTED"
  | "UNKNOWN_TENANT"
  | "SESSION_NOT_CONNECTED"
  | "SESSION_TIMEOUT"
  | "SESSION_BANNED"
  | "UNKNOWN_RECIPIENT"
  | "SEND_FAILED"
  | "SEND_QUEUE_FULL"
  | "INVALID_IDEMPOTENCY_KEY"
  | "IDEMPOTENCY_KEY_REUSED"
  | "NOISE_ROOT_CONFLICT"
  | "CREDENTIALS_UNREADABLE"
  | "STORAGE_TOO_NEW"
  | "STORAGE_CLOSED"
  | "STORAGE_FAILED"
  | "RECORD_REJECTED"
  | "DIRECTORY_IN_USE"
  | "INGESTION_STOPPED"
  | "INVALID_SEARCH"
  | "BACKUP_DAMAGED"
  | "DIRECTORY_NOT_EMPTY"
  | "RESTORE_UNFINISHED"
  | "SEARCH_UNAVAILABLE"
  | "WEBHOOK_FAILED"
  | "WEBHOOK_ADDRESS_REFUSED"
  | "WEBHOOK_NOT_VERIFIED"
  | "UNKNOWN_ENDPOINT"
  | "INVALID_WEBHOOK_ENDPOINT"
  | "TOO_MANY_ENDPOINTS"
  | "INVALID_REPLAY";

/** The parent of every error that Polyphone throws on purpose. `code` is stable; `message` says what to do next. */
export abstract class PolyphoneError extends Error {
  abstract readonly code: PolyphoneErrorCode;
  override get name(): string {
    return this.constructor.name;
  }
}

export class InvalidTenantIdError extends PolyphoneError {
  readonly code = "INVALID_TENANT_ID";
  constructor() {
    super("A tenant id is 3 to 128 letters, digits, dots, underscores or hyphens and begins with a letter or a digit.");
  }
}

export class InvalidRecipientError extends PolyphoneError {
  readonly code = "INVALID_RECIPIENT";
  constructor() {
    super(
      "A recipient is a phone number of 5 to 15 digits with its country code, or a JID ending in @s.whatsapp.net, @lid or @g.us.",
    );
  }
}

export class InvalidCursorError extends PolyphoneError {
  readonly code = "INVALID_CURSOR";
  constructor() {
    super("The cursor is not one: pass a page's nextCursor back unchanged, or a timestamp in milliseconds.");
  }
}

export class InvalidLimitError extends PolyphoneError {
  readonly code = "INVALID_LIMIT";
  constructor() {
    super("The limit of a page is a whole number from 1 to 500.");
  }
}

export class InvalidTextError extends PolyphoneError {
  readonly code = "INVALID_TEXT";
  constructor(readonly maxCharacters: number) {
    super(`A text message has 1 to ${maxCharacters} characters.`);
  }
}

export class InvalidWebhookUrlError extends PolyphoneError {
  readonly code = "INVALID_WEBHOOK_URL";
  constructor() {
    super("A webhook URL is an absolute http or https URL without user name and password, at most 2048 characters.");
  }
}

export class InvalidOptionError extends PolyphoneError {
  readonly code = "INVALID_OPTION";
  constructor(
    readonly option: string,
    allowed: string,
  ) {
    super(`The option ${option} must be ${allowed}.`);
  }
}

export class ManagerNotStartedError extends PolyphoneError {
  readonly code = "MANAGER_NOT_STARTED";
  constructor() {
    super("The TenantManager is not running: await start() first, and use no tenant after stop().");
  }
}

export class UnknownTenantError extends PolyphoneError {
  readonly code = "UNKNOWN_TENANT";
  constructor(readonly tenantId: TenantId) {
    super(`There is no tenant ${tenantId}: call configure() or connect() first.`);
  }
}

export class SessionNotConnectedError extends PolyphoneError {
  readonly code = "SESSION_NOT_CONNECTED";
  constructor(
    readonly tenantId: TenantId,
    readonly state: SessionState,
  ) {
    super(`Tenant ${tenantId} is ${state}, not connected: call connect() and scan the QR first.`);
  }
}

export class SessionTimeoutError extends PolyphoneError {
  readonly code = "SESSION_TIMEOUT";
  constructor(
    readonly tenantId: TenantId,
    readonly waitedMs: number,
  ) {
    super(
      `Tenant ${tenantId} neither showed a QR nor connected within ${waitedMs} ms: it keeps trying, call connect() again.`,
    );
  }
}

export class SessionBannedError extends PolyphoneError {
  readonly code = "SESSION_BANNED";
  constructor(readonly tenantId: TenantId) {
    super(`WhatsApp has banned the account of tenant ${tenantId}: log out and pair another number.`);
  }
}

export class UnknownRecipientError extends PolyphoneError {
  readonly code = "UNKNOWN_RECIPIENT";
  constructor() {
    super("This number is not on WhatsApp: check it with checkNumber() and include the country code.");
  }
}

export class SendFailedError extends PolyphoneError {
  readonly code = "SEND_FAILED";
  constructor(
    readonly tenantId: TenantId,
    options: { cause: unknown },
  ) {
    super(`The message of tenant ${tenantId} could not be handed to WhatsApp: try again.`, options);
  }
}

export class SendQueueFullError extends PolyphoneError {
  readonly code = "SEND_QUEUE_FULL";
  constructor(
    readonly tenantId: TenantId,
    readonly maxQueued: number,
  ) {
    super(`${maxQueued} messages of tenant ${tenantId} wait to be sent already: try again when some have left.`);
  }
}

export class InvalidIdempotencyKeyError extends PolyphoneError {
  readonly code = "INVALID_IDEMPOTENCY_KEY";
  constructor(readonly maxCharacters: number) {
    super(`An idempotency key is 1 to ${maxCharacters} printable ASCII characters without spaces.`);
  }
}

export class IdempotencyKeyReusedError extends PolyphoneError {
  readonly code = "IDEMPOTENCY_KEY_REUSED";
  constructor(readonly key: string) {
    super("Another message was sent under this idempotency key: repeat that one unchanged, or choose a new key.");
  }
}

export class NoiseRootConflictError extends PolyphoneError {
  readonly code = "NOISE_ROOT_CONFLICT";
  constructor() {
    super(
      "Another noiseRootPublicKey is in use in this process: the WhatsApp client keeps one, so use a process for each.",
    );
  }
}

export class CredentialsUnreadableError extends PolyphoneError {
  readonly code = "CREDENTIALS_UNREADABLE";
  constructor(
    readonly tenantId: TenantId,
    readonly entry: string,
    options?: { cause: unknown },
  ) {
    super(
      `The stored ${entry} of tenant ${tenantId} cannot be read. It was left as it is: restore it, or log the tenant out.`,
      options,
    );
  }
}

export class StorageTooNewError extends PolyphoneError {
  readonly code = "STORAGE_TOO_NEW";
  constructor(
    readonly found: number,
    readonly known: number,
  ) {
    super(`The database has schema ${found}, this version knows up to ${known}: update Polyphone.`);
  }
}

export class StorageClosedError extends PolyphoneError {
  readonly code = "STORAGE_CLOSED";
  constructor() {
    super("The storage is closed: call open() first.");
  }
}

export class StorageFailedError extends PolyphoneError {
  readonly code = "STORAGE_FAILED";
  constructor(what: string, options: { cause: unknown }) {
    super(`${what} could not be stored; it was not acknowledged.`, options);
  }
}

export class RecordRejectedError extends PolyphoneError {
  readonly code = "RECORD_REJECTED";
  constructor(options: { cause: unknown }) {
    super("A record can never be stored as it is; trying again does not help.", options);
  }
}

export class DirectoryInUseError extends PolyphoneError {
  readonly code = "DIRECTORY_IN_USE";
  constructor(readonly directory: string) {
    super(`Another process or manager uses the data directory ${directory}: stop it, or choose another directory.`);
  }
}

export class BackupDamagedError extends PolyphoneError {
  readonly code = "BACKUP_DAMAGED";
  constructor(
    readonly directory: string,
    reason: string,
    options?: { cause: unknown },
  ) {
    super(`The backup in ${directory} cannot be used: ${reason}.`, options);
  }
}

export class DirectoryNotEmptyError extends PolyphoneError {
  readonly code = "DIRECTORY_NOT_EMPTY";
  constructor(readonly directory: string) {
    super(`There is data in ${directory}, and it is never overwritten: move it away, or choose another directory.`);
  }
}

export class RestoreUnfinishedError extends PolyphoneError {
  readonly code = "RESTORE_UNFINISHED";
  constructor(readonly directory: string) {
    super(`A restore into ${directory} was interrupted: run it again before anything uses the directory.`);
  }
}

export class IngestionStoppedError extends PolyphoneError {
  readonly code = "INGESTION_STOPPED";
  constructor() {
    super("The ingestion is not running, so nothing was accepted: start() it first.");
  }
}

export class InvalidSearchError extends PolyphoneError {
  readonly code = "INVALID_SEARCH";
  constructor() {
    super("A search is 1 to 256 characters with at least one letter or digit among them.");
  }
}

export class SearchUnavailableError extends PolyphoneError {
  readonly code = "SEARCH_UNAVAILABLE";
  constructor() {
    super("The storage keeps no index to search in: turn it on, with SqliteStorage by the option search.");
  }
}

export class WebhookFailedError extends PolyphoneError {
  readonly code = "WEBHOOK_FAILED";
  /** How long the receiver asks to be left alone. */
  readonly retryAfterMs: number | undefined;
  constructor(
    readonly status: number | null,
    { retryAfterMs, ...options }: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(
      status === null ? "The webhook's receiver could not be reached." : `The webhook's receiver answered ${status}.`,
      options,
    );
    this.retryAfterMs = retryAfterMs;
  }
}

export class WebhookAddressRefusedError extends PolyphoneError {
  readonly code = "WEBHOOK_ADDRESS_REFUSED";
  constructor() {
    super(
      "The webhook URL leads to an address that is not public: use a public one, or allow its host with allowedHosts or allowPrivate.",
    );
  }
}

export class WebhookNotVerifiedError extends PolyphoneError {
  readonly code = "WEBHOOK_NOT_VERIFIED";
  constructor(reason: string) {
    super(`The delivery is not verified, and nothing in it may be believed: ${reason}.`);
  }
}

export class UnknownEndpointError extends PolyphoneError {
  readonly code = "UNKNOWN_ENDPOINT";
  constructor(
    readonly tenantId: TenantId,
    readonly endpointId: string,
  ) {
    super(`Tenant ${tenantId} has no webhook endpoint ${endpointId}: list() names those that there are.`);
  }
}

export class InvalidEndpointError extends PolyphoneError {
  readonly code = "INVALID_WEBHOOK_ENDPOINT";
  constructor(reason: string) {
    super(`The webhook endpoint cannot be like that: ${reason}.`);
  }
}

export class TooManyEndpointsError extends PolyphoneError {
  readonly code = "TOO_MANY_ENDPOINTS";
  constructor(
    readonly tenantId: TenantId,
    readonly maxEndpoints: number,
  ) {
    super(`Tenant ${tenantId} has ${maxEndpoints} webhook endpoints already: remove one first.`);
  }
}

export class InvalidReplayError extends PolyphoneError {
  readonly code = "INVALID_REPLAY";
  constructor(reason: string) {
    super(`Nothing is delivered again: ${reason}.`);
  }
}
