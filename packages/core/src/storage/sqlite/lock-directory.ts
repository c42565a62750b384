import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { DirectoryInUseError, RestoreUnfinishedError } from "../../errors.ts";

/** Beside the data while a restore is under way: nobody may start on the half of it. */
export const UNFINISHED_RESTORE = "restore.unfinished";

/** A file of the data directory that nobody else can open meanwhile. Keep it: a lock that nobody refers to ends some time. */
export interface DirectoryLock {
  /** Lets the next owner in. May be called again. */
  release(): void;
}

/**
 * Takes a file of the data directory for one owner, in this process or any other, until the owner releases it or its
 * process dies.
 * @throws DirectoryInUseError at once when somebody has it
 * @throws RestoreUnfinishedError when a restore into the directory was interrupted
 */
export function lockDirectory(directory: string, file: string): DirectoryLock {
  const lock = takeLock(directory, file);
  if (!existsSync(join(directory, UNFINISHED_RESTORE))) return lock;
  lock.release();
  throw new RestoreUnfinishedError(directory);
}

/** The lock alone, for the one who is allowed to finish a restore. */
export function takeLock(directory: string, file: string): DirectoryLock {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, `${file}.lock`);
  // Node cannot lock a file; SQLite can, in one that stays empty. It waits for nobody: the owner may stay for months.
  const database = new Database(path, { timeout: 0 });
  try {
    // Opening and closing the file ourselves would take away the lock that another owner in this process has on it.
    chmodSync(path, 0o600);
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw isBusy(error) ? new DirectoryInUseError(directory) : error;
  }
  return { release: () => void database.close() };
}

const isBusy = (error: unknown) => error instanceof Database.SqliteError && error.code === "SQLITE_BUSY";
