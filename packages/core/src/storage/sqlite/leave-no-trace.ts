import type { Database } from "better-sqlite3";

/**
 * Rewrites a file so that nothing is left of what was deleted, neither there nor in its WAL. With `secure_delete` alone
 * something would be: when SQLite moves rows from one page to another, it leaves the old places as they are. Takes about
 * ten seconds for a gigabyte; nobody else can write meanwhile.
 * @throws Error when somebody reads from the WAL for too long, as a backup does
 */
export function leaveNoTrace(database: Database): void {
  database.exec("VACUUM");
  const [outcome] = database.pragma("wal_checkpoint(TRUNCATE)") as readonly { readonly busy: number }[];
  if (outcome?.busy !== 0) throw new Error("The WAL is being read: try again once that has ended");
}
