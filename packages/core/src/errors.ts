export { CredentialsKeyMissingError, CredentialsUnreadableError } from "./errors/credentials-errors.ts";
export {
  InvalidBusinessError,
  InvalidCursorError,
  InvalidIdempotencyKeyError,
  InvalidLimitError,
  InvalidOptionError,
  InvalidRecipientError,
  InvalidSearchError,
  InvalidTenantIdError,
  InvalidTextError,
  InvalidWebhookUrlError,
} from "./errors/input-errors.ts";
export { PolyphoneError, type PolyphoneErrorCode } from "./errors/polyphone-error.ts";
export {
  IdempotencyKeyReusedError,
  SendFailedError,
  SendQueueFullError,
  UnknownRecipientError,
} from "./errors/sending-errors.ts";
export {
  AlreadyPairedError,
  NoiseRootConflictError,
  PairingEndedError,
  SessionBannedError,
  SessionNotConnectedError,
  SessionTimeoutError,
  SessionUnreachableError,
  WhatsAppUnavailableError,
} from "./errors/session-errors.ts";
export {
  BackupDamagedError,
  DirectoryInUseError,
  DirectoryNotEmptyError,
  IngestionStoppedError,
  RecordRejectedError,
  RestoreUnfinishedError,
  SearchUnavailableError,
  StorageClosedError,
  StorageFailedError,
  StorageTooNewError,
} from "./errors/storage-errors.ts";
export {
  ManagerNotStartedError,
  TenantPausedError,
  UnknownEventError,
  UnknownTenantError,
} from "./errors/tenant-errors.ts";
export {
  InvalidEndpointError,
  InvalidReplayError,
  TooManyEndpointsError,
  UnknownEndpointError,
  WebhookAddressRefusedError,
  WebhookFailedError,
  WebhookNotVerifiedError,
} from "./errors/webhook-errors.ts";
