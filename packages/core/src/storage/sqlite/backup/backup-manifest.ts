import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BackupDamagedError } from "../../../errors.ts";
import { isMissing, replaceFile, syncFolder } from "../../auth/durable-file.ts";
import { DATA_FILES, type DataFile } from "../data-files.ts";
import type { Seal } from "./seal-file.ts";

/** One copied database. */
export interface BackupFile extends Seal {
  readonly name: DataFile;
  readonly schemaVersion: number;
}

/** What a whole backup consists of. */
export interface BackupManifest {
  readonly format: 1;
  /** When the backup began, as ISO 8601 in UTC. Everything acknowledged before is in it. */
  readonly createdAt: string;
  readonly files: readonly BackupFile[];
}

const MANIFEST = "backup.json";

/** Writes `backup.json`, which makes a backup out of the files beside it. */
export async function writeManifest(directory: string, manifest: BackupManifest): Promise<void> {
  await replaceFile(directory, MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
  await syncFolder(directory);
}

/** @throws BackupDamagedError when there is no manifest, or one that is not ours */
export async function readManifest(directory: string): Promise<BackupManifest> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(directory, MANIFEST), "utf8"));
    if (isManifest(parsed)) return parsed;
  } catch (cause) {
    if (isMissing(cause)) throw new BackupDamagedError(directory, `it has no ${MANIFEST}, so it was never finished`);
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new BackupDamagedError(directory, `its ${MANIFEST} is not what a backup writes`);
}

function isManifest(value: unknown): value is BackupManifest {
  if (!isObject(value) || value.format !== 1 || typeof value.createdAt !== "string") return false;
  const { files } = value;
  if (!Array.isArray(files) || !files.every(isFile)) return false;
  const names = files.map(({ name }) => name);
  return names.includes("whatsapp.db") && new Set(names).size === names.length;
}

/** Names are compared with those we know: a path out of the directory is none of them. */
function isFile(value: unknown): value is BackupFile {
  return (
    isObject(value) &&
    DATA_FILES.some((name) => name === value.name) &&
    Number.isSafeInteger(value.schemaVersion) &&
    Number.isSafeInteger(value.bytes) &&
    typeof value.sha256 === "string"
  );
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
