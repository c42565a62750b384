/** What the library logs to; pino fits as it is. Fields first, never a body, key, QR or phone number. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const nothing = () => undefined;

/** Says nothing. The default, because a library has no business on its host's output. */
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
