import Database from "better-sqlite3";

/** Takes the write lock of a SQLite file, as another program would, and returns how to let it go. */
export function takeWriteLock(path: string): () => void {
  const database = new Database(path, { fileMustExist: true });
  database.exec("BEGIN IMMEDIATE");
  return () => {
    database.exec("ROLLBACK");
    database.close();
  };
}
