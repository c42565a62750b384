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
  | "SESSION_UNREACHABLE"
  | "PAIRING_ENDED"
  | "ALREADY_PAIRED"
  | "TENANT_PAUSED"
  | "UNKNOWN_EVENT"
  | "INVALID_BUSINESS"
  | "WHATSAPP_UNAVAILABLE"
  | "UNKNOWN_RECIPIENT"
  | "SEND_FAILED"
  | "SEND_QUEUE_FULL"
  | "INVALID_IDEMPOTENCY_KEY"
  | "IDEMPOTENCY_KEY_REUSED"
  | "NOISE_ROOT_CONFLICT"
  | "CREDENTIALS_UNREADABLE"
  | "CREDENTIALS_KEY_MISSING"
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
