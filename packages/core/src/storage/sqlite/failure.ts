import Database from "better-sqlite3";
import { type PolyphoneError, RecordRejectedError, StorageFailedError } from "../../errors.ts";

/** SQLite's codes for a row that it will never take. */
const OF_THE_RECORD = /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH)/;

/** Whether it was the record's fault that it could not be stored, or the storage's. */
export function failureOf(cause: unknown): PolyphoneError {
  const isRecords =
    cause instanceof TypeError ||
    cause instanceof RangeError ||
    (cause instanceof Database.SqliteError && OF_THE_RECORD.test(cause.code));
  return isRecords ? new RecordRejectedError({ cause }) : new StorageFailedError("A batch", { cause });
}
