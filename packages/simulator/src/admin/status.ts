import type { SimulatorErrorCode } from "../errors.ts";

/** The one table from errors to HTTP. */
const STATUS: Record<SimulatorErrorCode, number> = {
  BODY_TOO_LARGE: 413,
  FOREIGN_REQUEST: 403,
  INVALID_INPUT: 400,
  METHOD_NOT_ALLOWED: 405,
  NOT_AN_ADMIN: 403,
  NOT_A_MEMBER: 403,
  NOT_FOUND: 404,
  PAIRING_FAILED: 409,
  STOPPED: 503,
  TIMEOUT: 504,
  UNKNOWN_CODE: 404,
  UNKNOWN_GROUP: 404,
  UNKNOWN_MESSAGE: 404,
  UNKNOWN_PHONE: 404,
  UNKNOWN_QR: 404,
  UNKNOWN_RECIPIENT: 404,
};

/** The HTTP status of an error. */
export function statusOf(code: SimulatorErrorCode): number {
  return STATUS[code];
}
