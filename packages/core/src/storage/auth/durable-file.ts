import { closeSync, fdatasync, fsync, openSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryName } from "./file-layout.ts";

const dataSync = promisify(fdatasync);
const sync = promisify(fsync);

/**
 * Replaces a file's content at once: whoever reads, also after a crash, finds the old or the new, never a part. Only the
 * flush leaves the event loop: the other calls end in the page cache within microseconds, and a trip to the thread pool
 * and back for each of them would double the CPU that a received message costs.
 */
export async function replaceFile(folder: string, name: string, content: string): Promise<void> {
  const temporary = join(folder, temporaryName());
  try {
    await withOpen(temporary, "wx", async (file) => {
      writeFileSync(file, content);
      await dataSync(file);
    });
    renameSync(temporary, join(folder, name));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Makes names durable: until then a crash may take a rename or a deletion back. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its journal keeps the order of names by itself.
  if (platform() !== "win32") await withOpen(folder, "r", sync);
}

/** Deletes a file; one that is not there is as good as deleted. */
export function removeFile(folder: string, name: string): void {
  try {
    unlinkSync(join(folder, name));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** True for the error of a file or folder that is not there. */
export const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

async function withOpen(path: string, flags: string, work: (file: number) => Promise<void>): Promise<void> {
  const file = openSync(path, flags, 0o600);
  try {
    await work(file);
  } finally {
    closeSync(file);
  }
}
