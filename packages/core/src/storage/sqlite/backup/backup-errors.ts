/** A backup that must not be restored, or could not be made whole. */
export class BackupDamagedError extends Error {
  readonly code = "BACKUP_DAMAGED";
  constructor(
    readonly directory: string,
    reason: string,
    options?: { cause: unknown },
  ) {
    super(`The backup in ${directory} cannot be used: ${reason}.`, options);
  }
}

/** A directory that something would be written into holds data already. */
export class DirectoryNotEmptyError extends Error {
  readonly code = "DIRECTORY_NOT_EMPTY";
  constructor(readonly directory: string) {
    super(`There is data in ${directory}, and it is never overwritten: move it away, or choose another directory.`);
  }
}

/** A data directory holds a part of a backup only. */
export class RestoreUnfinishedError extends Error {
  readonly code = "RESTORE_UNFINISHED";
  constructor(readonly directory: string) {
    super(`A restore into ${directory} was interrupted: run it again before anything uses the directory.`);
  }
}
