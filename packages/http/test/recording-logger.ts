import type { Logger } from "@polyphone/core";

const nothing = () => undefined;

/** A logger that keeps the fields of what it is told as an error. */
export function recordingLogger(): { readonly logger: Logger; readonly errors: readonly object[] } {
  const errors: object[] = [];
  return {
    errors,
    logger: { debug: nothing, info: nothing, warn: nothing, error: (fields) => void errors.push(fields) },
  };
}
