import type { Database } from "better-sqlite3";

/**
 * Moves the WAL into the file and empties it, so that what was overwritten there is gone, too.
 * @throws Error when somebody reads from it for too long, as a backup does
 */
export function emptyWal(database: Database): void {
  const [outcome] = database.pragma("wal_checkpoint(TRUNCATE)") as readonly { readonly busy: number }[];
  if (outcome?.busy !== 0) throw new Error("The WAL is being read: try again once that has ended");
}
