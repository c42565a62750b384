import type { PolyphoneErrorCode } from "@polyphone/core";
import type { RequestErrorCode } from "./request-errors.ts";

/** The one table from an error's code to its HTTP status. Routes never choose. */
const STATUS = {
  INVALID_REQUEST: 422,
  MALFORMED_JSON: 400,
  UNSUPPORTED_MEDIA_TYPE: 415,
  BODY_TOO_LARGE: 413,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,

  INVALID_TENANT_ID: 422,
  INVALID_RECIPIENT: 422,
  INVALID_CURSOR: 422,
  INVALID_LIMIT: 422,
  INVALID_TEXT: 422,
  INVALID_WEBHOOK_URL: 422,
  UNKNOWN_TENANT: 404,
  UNKNOWN_RECIPIENT: 404,
  SESSION_NOT_CONNECTED: 409,
  SESSION_BANNED: 409,
  SESSION_TIMEOUT: 504,
  SEND_FAILED: 502,
  WEBHOOK_FAILED: 502,
  MANAGER_NOT_STARTED: 503,
  STORAGE_CLOSED: 503,
  INVALID_OPTION: 500,
  NOISE_ROOT_CONFLICT: 500,
  CREDENTIALS_UNREADABLE: 500,
  STORAGE_TOO_NEW: 500,
  RECORD_REJECTED: 500,
  DIRECTORY_IN_USE: 500,
  BACKUP_DAMAGED: 500,
  DIRECTORY_NOT_EMPTY: 500,
  RESTORE_UNFINISHED: 500,
  INGESTION_STOPPED: 503,
  INVALID_SEARCH: 422,
  SEARCH_UNAVAILABLE: 501,
  STORAGE_FAILED: 500,
} as const satisfies Record<PolyphoneErrorCode | RequestErrorCode, number>;

/** The HTTP status that stands for an error's code. */
export const statusOf = (code: PolyphoneErrorCode | RequestErrorCode): number => STATUS[code];
