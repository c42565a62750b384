import {
  DirectoryInUseError,
  PolyphoneError,
  RecordRejectedError,
  StorageFailedError,
  StorageTooNewError,
} from "../../../errors.ts";
import type { RemoteFailure } from "./protocol.ts";

/** An error of the other thread's that has no class of ours, such as SQLite's own. */
class RemoteError extends Error {
  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

/** Puts an error into the form that threads can exchange. */
export function describeFailure(error: unknown): RemoteFailure {
  const { code, message } = summary(error);
  const cause = error instanceof PolyphoneError && error.cause !== undefined ? summary(error.cause) : undefined;
  const fields = error instanceof PolyphoneError ? { ...error } : {};
  return { code, message, cause, fields };
}

/** The error again, in its own class. Anything unknown becomes a `StorageFailedError` of what was being done. */
export function reviveFailure(failure: RemoteFailure, what: string): PolyphoneError {
  const { code, message, cause, fields } = failure;
  const options = { cause: cause === undefined ? undefined : new RemoteError(cause.message, cause.code) };
  switch (code) {
    case "RECORD_REJECTED":
      return new RecordRejectedError(options);
    case "STORAGE_TOO_NEW":
      return new StorageTooNewError(Number(fields.found), Number(fields.known));
    case "DIRECTORY_IN_USE":
      return new DirectoryInUseError(String(fields.directory));
    case "STORAGE_FAILED":
      return new StorageFailedError(what, options);
    default:
      return new StorageFailedError(what, { cause: new RemoteError(message, code) });
  }
}

function summary(error: unknown): { readonly code: string | undefined; readonly message: string } {
  if (!(error instanceof Error)) return { code: undefined, message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { code, message: error.message };
}
