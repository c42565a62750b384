import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { BackupDamagedError, DirectoryNotEmptyError, InvalidOptionError } from "../../../errors.ts";
import { syncFolder } from "../../auth/durable-file.ts";
import { DATA_FILES, type DataFile, presentFiles } from "../data-files.ts";
import { openReader } from "../database.ts";
import { findDamage } from "../find-damage.ts";
import { type BackupFile, type BackupManifest, writeManifest } from "./backup-manifest.ts";
import { sealFile } from "./seal-file.ts";

/** What is copied in one step: between two of them the thread does other things. */
const STEP_BYTES = 1024 * 1024;

const partial = (file: string) => `${file}.partial`;

/**
 * Copies a data directory while it is in use, by any process: everything that was acknowledged before the call is in the
 * copy. Credentials are not, as old ones no longer fit what the other side remembers. Copying goes in small steps, but
 * checking a copy holds up its thread, for seconds with a million messages.
 * @param to - an empty directory, or one that is not there yet
 * @throws InvalidOptionError when `from` holds no data
 * @throws DirectoryNotEmptyError when `to` is not empty
 * @throws BackupDamagedError when a copy is not sound, and neither is its original then
 */
export async function backupDirectory(from: string, to: string): Promise<BackupManifest> {
  if (!existsSync(join(from, "whatsapp.db"))) throw new InvalidOptionError("from", "a directory with a whatsapp.db");
  await mkdir(to, { recursive: true, mode: 0o700 });
  if ((await readdir(to)).length > 0) throw new DirectoryNotEmptyError(to);
  const createdAt = new Date().toISOString();
  try {
    const files: BackupFile[] = [];
    for (const file of presentFiles(from, DATA_FILES)) files.push(await copyDatabase(from, to, file));
    await syncFolder(to);
    const manifest: BackupManifest = { format: 1, createdAt, files };
    await writeManifest(to, manifest);
    return manifest;
  } catch (error) {
    for (const file of DATA_FILES.flatMap((name) => [name, partial(name)])) await rm(join(to, file), { force: true });
    throw error;
  }
}

async function copyDatabase(from: string, to: string, name: DataFile): Promise<BackupFile> {
  const copy = join(to, partial(name));
  // SQLite would create it readable by everybody.
  closeSync(openSync(copy, "wx", 0o600));
  try {
    await copyPages(from, name, copy);
  } catch (cause) {
    throw new BackupDamagedError(to, `${name} could not be copied`, { cause });
  }
  const schemaVersion = checkCopy(to, name);
  const seal = await sealFile(copy);
  await rename(copy, join(to, name));
  return { name, schemaVersion, ...seal };
}

async function copyPages(from: string, name: DataFile, copy: string): Promise<void> {
  const source = openReader(from, name);
  try {
    // Reading holds on to this moment. Otherwise each write by another connection would make the copy begin anew.
    source.exec("BEGIN");
    const pageBytes = Number(source.pragma("page_size", { simple: true }));
    source.pragma("user_version");
    await source.backup(copy, { progress: () => Math.ceil(STEP_BYTES / pageBytes) });
  } finally {
    source.close();
  }
}

/** Returns the version of the copy's schema. */
function checkCopy(to: string, name: DataFile): number {
  const database = openReader(to, partial(name));
  try {
    const [damage] = findDamage(database);
    if (damage !== undefined) throw new BackupDamagedError(to, `${name} is damaged, ${damage}`);
    return Number(database.pragma("user_version", { simple: true }));
  } finally {
    database.close();
  }
}
