import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { AuthEntry } from "../auth-store.ts";
import { isMissing, removeFile, replaceFile, syncFolder } from "./durable-file.ts";
import { entryOf, fileNameOf, isTemporary } from "./file-layout.ts";

/** Files written at once: enough to keep the disk busy, few enough not to open the 812 of a first login together. */
const WRITES_AT_ONCE = 16;

/** Makes the folder, durably, and removes what a crash left half written. */
export async function prepareFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) await Promise.all([syncFolder(dirname(made)), syncFolder(dirname(folder))]);
  for (const name of await readdir(folder)) if (isTemporary(name)) removeFile(folder, name);
}

/**
 * Writes entries: the last one of a file counts. Files are no transaction, so order has to do: a session goes after
 * everything else that is written, and nothing is deleted before all of that is on disk. A crash may then leave a message
 * to be decrypted once more, with a group's key taken twice or a used key left behind, but never a session that has moved
 * past a message whose keys are missing.
 */
export async function writeEntries(folder: string, entries: readonly AuthEntry[]): Promise<void> {
  const contents = new Map(entries.map((entry) => [fileNameOf(entry), entry]));
  const written = [...contents].filter(([, { value }]) => value !== null);
  const [sessions, others] = [written.filter(isSession), written.filter((file) => !isSession(file))];
  await writeFiles(folder, others);
  if (sessions.length > 0 && others.length > 0) await syncFolder(folder);
  await writeFiles(folder, sessions);
  for (const [name, { value }] of contents) if (value === null) removeFile(folder, name);
  await syncFolder(folder);
}

type File = readonly [name: string, entry: AuthEntry];

const isSession = ([, { type }]: File): boolean => type === "session";

async function writeFiles(folder: string, files: readonly File[]): Promise<void> {
  const waiting = files.values();
  const writer = async () => {
    for (const [name, { value }] of waiting) await replaceFile(folder, name, value ?? "");
  };
  const writers = Array.from({ length: Math.min(WRITES_AT_ONCE, files.length) }, writer);
  const failed = (await Promise.allSettled(writers)).find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

/** The text of an entry, or `undefined` when there is none. Small and almost always cached, so read without a detour. */
export function readEntry(folder: string, entry: Pick<AuthEntry, "type" | "id">): string | undefined {
  try {
    return readFileSync(join(folder, fileNameOf(entry)), "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What has a file in the folder; none when the folder is not there. */
export async function entriesIn(folder: string): Promise<Pick<AuthEntry, "type" | "id">[]> {
  try {
    return (await readdir(folder)).flatMap((name) => entryOf(name) ?? []);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Moves a folder away, durably. Does nothing when it is not there. */
export async function moveFolder(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
  await syncFolder(dirname(to));
  await syncFolder(dirname(from));
}

/** Deletes folders of one parent with all that is in them, durably. */
export async function deleteFolders(parent: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(parent, name), { recursive: true });
  // Also when there are none: a crash may have come before the deletion was durable.
  if (existsSync(parent)) await syncFolder(parent);
}
