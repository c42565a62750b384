import { PolyphoneError } from "./polyphone-error.ts";

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

export class SearchUnavailableError extends PolyphoneError {
  readonly code = "SEARCH_UNAVAILABLE";
  constructor() {
    super("The storage keeps no index to search in: turn it on, with SqliteStorage by the option search.");
  }
}
