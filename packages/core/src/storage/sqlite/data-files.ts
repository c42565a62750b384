import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * The databases that hold what was received, in the order of a backup: what leaves the inbox meanwhile is in
 * `whatsapp.db` by then, and what is in both is applied once.
 */
export const DATA_FILES = ["inbox.db", "whatsapp.db", "config.db"] as const;

/** One of {@link DATA_FILES}. */
export type DataFile = (typeof DATA_FILES)[number];

/** Those of the files that a directory has. */
export function presentFiles<File extends string>(directory: string, files: readonly File[]): readonly File[] {
  return files.filter((file) => existsSync(join(directory, file)));
}
