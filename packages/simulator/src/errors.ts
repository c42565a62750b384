/** Why the simulator refused. Stable: tests and the admin API go by it. */
export type SimulatorErrorCode =
  | "BODY_TOO_LARGE"
  | "FOREIGN_REQUEST"
  | "INVALID_INPUT"
  | "METHOD_NOT_ALLOWED"
  | "NOT_AN_ADMIN"
  | "NOT_A_MEMBER"
  | "NOT_FOUND"
  | "PAIRING_FAILED"
  | "STOPPED"
  | "TIMEOUT"
  | "UNKNOWN_CODE"
  | "UNKNOWN_GROUP"
  | "UNKNOWN_MESSAGE"
  | "UNKNOWN_PHONE"
  | "UNKNOWN_QR"
  | "UNKNOWN_RECIPIENT";

/** Thrown by every public method that cannot do what it was asked. The message says what to do next. */
export class SimulatorError extends Error {
  override readonly name = "SimulatorError";

  constructor(
    readonly code: SimulatorErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
