import { existsSync } from "node:fs";
import { copyFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BackupDamagedError, DirectoryNotEmptyError } from "../../../errors.ts";
import { syncFolder } from "../../auth/durable-file.ts";
import { DATA_FILES, presentFiles } from "../data-files.ts";
import { type DirectoryLock, takeLock, UNFINISHED_RESTORE } from "../lock-directory.ts";
import { type BackupFile, type BackupManifest, readManifest } from "./backup-manifest.ts";
import { sealFile } from "./seal-file.ts";

/** A database and what SQLite keeps beside it. */
const DATA = DATA_FILES.flatMap((file) => [file, `${file}-wal`, `${file}-shm`]);

/**
 * Brings a backup into a data directory: all of it or nothing. A restore that a crash interrupted is marked in the
 * directory, nobody can open it then, and the next restore begins anew. Credentials in the directory stay as they are.
 * @throws BackupDamagedError when a file is not as it was written
 * @throws DirectoryInUseError when somebody has the directory open
 * @throws DirectoryNotEmptyError when it holds data
 */
export async function restoreBackup(from: string, to: string): Promise<BackupManifest> {
  const manifest = await readManifest(from);
  const locks: DirectoryLock[] = [];
  try {
    for (const file of DATA_FILES) locks.push(takeLock(to, file));
    const isUnfinished = existsSync(join(to, UNFINISHED_RESTORE));
    if (!isUnfinished && presentFiles(to, DATA).length > 0) throw new DirectoryNotEmptyError(to);
    await copyAll(manifest, from, to);
    return manifest;
  } finally {
    for (const lock of locks) lock.release();
  }
}

async function copyAll({ files }: BackupManifest, from: string, to: string): Promise<void> {
  await writeFile(join(to, UNFINISHED_RESTORE), "");
  await syncFolder(to);
  try {
    await removeData(to);
    for (const file of files) await copyOne(file, from, to);
    await syncFolder(to);
  } catch (error) {
    await removeData(to);
    await unmark(to);
    throw error;
  }
  await unmark(to);
}

async function copyOne({ name, bytes, sha256 }: BackupFile, from: string, to: string): Promise<void> {
  if (!existsSync(join(from, name))) throw new BackupDamagedError(from, `${name} is missing`);
  await copyFile(join(from, name), join(to, name));
  const copied = await sealFile(join(to, name));
  if (copied.bytes !== bytes)
    throw new BackupDamagedError(from, `${name} has ${copied.bytes} bytes instead of ${bytes}`);
  if (copied.sha256 !== sha256) throw new BackupDamagedError(from, `${name} has changed since it was written`);
}

async function removeData(directory: string): Promise<void> {
  for (const file of DATA) await rm(join(directory, file), { force: true });
  // On the disk before the mark goes, or a crash could bring back a part.
  await syncFolder(directory);
}

async function unmark(directory: string): Promise<void> {
  await rm(join(directory, UNFINISHED_RESTORE));
  await syncFolder(directory);
}
