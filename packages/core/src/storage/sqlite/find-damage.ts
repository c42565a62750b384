import Database from "better-sqlite3";

/** Looks at every page and index of a file. Returns what SQLite finds wrong, without any content; nothing when it is sound. */
export function findDamage(database: Database.Database): readonly string[] {
  try {
    const found = database.prepare<[], string>("PRAGMA integrity_check").pluck().all();
    return found.filter((line) => line !== "ok");
  } catch (error) {
    // A file can be too broken for the check itself. A busy one only has to be asked again.
    if (!(error instanceof Database.SqliteError) || error.code.startsWith("SQLITE_BUSY")) throw error;
    return [`${error.code}: ${error.message}`];
  }
}
